import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { DataFolder } from '../../../../platform/storage/data-folder.js';
import { newSecret, sameSecret } from '../../domain/secret-text.js';

/** The one-time token that proves that who sets Bothy up can read its data folder. */
@Injectable()
export class SetupToken {
  constructor(private readonly data: DataFolder) {}

  /** The token that lies there, or a new one: a second start must not spoil the link that the first one printed. */
  readOrMake(): string {
    const present = this.read();
    if (present !== null) return present;
    const token = newSecret();
    writeFileSync(this.path, `${token}\n`, { mode: 0o600 });
    return token;
  }

  matches(text: string): boolean {
    const token = this.read();
    return token !== null && sameSecret(token, text);
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  private read(): string | null {
    if (!existsSync(this.path)) return null;
    const text = readFileSync(this.path, 'utf8').trim();
    return text === '' ? null : text;
  }

  private get path(): string {
    return this.data.path('setup-token');
  }
}
