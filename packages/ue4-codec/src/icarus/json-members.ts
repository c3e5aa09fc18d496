import { membersAt, type Member } from './json-scan.js';

/** Lists and objects with so many members or fewer are searched where they stand. */
const few = 16;

/** The members of the lists and objects in a text, each looked up once it is asked for. */
export class JsonMembers {
  private readonly members = new Map<number, readonly Member[]>();
  private readonly places = new Map<number, ReadonlyMap<string | undefined, number>>();

  constructor(private readonly text: string) {}

  /** Those of the list or object that begins at `start`. */
  of(start: number): readonly Member[] {
    let members = this.members.get(start);
    if (members === undefined) {
      members = membersAt(this.text, start);
      this.members.set(start, members);
    }
    return members;
  }

  /** The place of a member: of a name, the last that has it; -1 where there is none. */
  place(start: number, step: string | number): number {
    if (typeof step === 'number') return step;
    const members = this.of(start);
    if (members.length <= few) return members.findLastIndex((one) => one.name === step);
    let places = this.places.get(start);
    if (places === undefined) {
      places = new Map(members.map(({ name }, index) => [name, index]));
      this.places.set(start, places);
    }
    return places.get(step) ?? -1;
  }
}
