import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';

/** Whole addresses of what belongs to tools. */
@Injectable()
export class ToolLinks {
  constructor(private readonly config: Config) {}

  page(slug: string): string {
    return this.#under('tools', slug);
  }

  version(slug: string, version: string): string {
    return this.#under('tools', slug, version);
  }

  file(slug: string, version: string, name: string): string {
    return this.#under('d', slug, version, name);
  }

  clone(slug: string): string {
    return this.#under('git', `${slug}.git`);
  }

  webhook(slug: string): string {
    return this.#under('api', 'catalog', 'hooks', slug);
  }

  #under(...parts: string[]): string {
    return [this.config.publicUrl, ...parts.map(encodeURIComponent)].join('/');
  }
}
