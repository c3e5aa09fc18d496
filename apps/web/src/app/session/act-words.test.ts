import { routes, type Route } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { actWords } from './act-words.js';

describe('actWords', () => {
  it('has words for every act that asks for a passkey', () => {
    const acts = Object.values<Route>(routes).flatMap(({ stepUp, confirm }) => stepUp ?? confirm ?? []);
    expect(acts.length).toBeGreaterThan(0);
    expect(acts.filter((act) => actWords(act) === 'do this')).toEqual([]);
  });
});
