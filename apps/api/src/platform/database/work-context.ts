import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** One open unit of work. */
export interface OpenWork {
  readonly manager: EntityManager;
  readonly afterCommit: (() => void | Promise<void>)[];
  /** Turned off at the end: what was left running behind it must not write through its connection. */
  isOpen: boolean;
  /** Set when a joined unit failed: the whole can then only be rolled back. */
  failure: { readonly error: unknown } | null;
}

/** Knows the unit of work in which the present call runs. */
@Injectable()
export class WorkContext {
  private readonly storage = new AsyncLocalStorage<OpenWork>();

  current(): OpenWork | null {
    const work = this.storage.getStore();
    return work?.isOpen ? work : null;
  }

  enter<T>(work: OpenWork, call: () => Promise<T>): Promise<T> {
    return this.storage.run(work, call);
  }
}
