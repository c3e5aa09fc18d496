import { describe, expect, it } from 'vitest';
import { HitList } from './hit-list.js';

describe('HitList', () => {
  it('steps both ways over what is counted, and knows each place', () => {
    const list = new HitList();
    list.add([3, 10, 11], null);
    expect([list.after(0), list.after(3), list.after(10)]).toEqual([3, 10, 11]);
    // The next one behind the last is not known yet.
    expect(list.after(11)).toBeUndefined();
    expect([list.before(11), list.before(3)]).toEqual([10, undefined]);
    list.add([40], 90);
    expect([list.complete, list.counted, list.after(11), list.after(40)]).toEqual([true, 4, 40, undefined]);
    expect([list.ordinal(11), list.ordinal(12)]).toEqual([3, 0]);
  });

  it('holds a stretch far beyond what is counted', () => {
    const list = new HitList();
    list.add([1, 2], null);
    list.near(500, [510, 520]);
    expect(list.all).toEqual([1, 2, 510, 520]);
    expect([list.after(500), list.after(510), list.after(520)]).toEqual([510, 520, undefined]);
    expect([list.before(520), list.before(510)]).toEqual([510, undefined]);
    // Between the two there may be others.
    expect(list.after(100)).toBeUndefined();
    expect(list.before(400)).toBeUndefined();
    expect(list.ordinal(510)).toBe(0);
    list.near(900, [880, 890]);
    expect([list.before(900), list.before(890), list.before(880)]).toEqual([890, 880, undefined]);
  });

  it('counts nothing twice', () => {
    const list = new HitList();
    list.add([1, 2], 5);
    list.add([2, 7], 9);
    expect([list.counted, list.searchedTo]).toEqual([3, 9]);
  });
});
