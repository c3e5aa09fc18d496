import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import { changed, numberIn, structsIn, textIn, withJson, withStructs } from './property-edit.js';

/** A talent that a pet has learned. */
export interface MountTalent {
  /** `Creature_Base_Stamina_Horse` */
  readonly rowName: string;
  readonly rank: number;
}

const talentsName = 'Talents';
const variablesName = 'IntVariables';

export function talentsOf(properties: PropertyList): MountTalent[] {
  return structsIn(properties, talentsName).map((talent) => ({
    rowName: textIn(talent, 'TalentRowName') ?? '',
    rank: numberIn(talent, 'TalentRank') ?? 0,
  }));
}

/** Other talents. Those that stay keep their bytes. */
export function withTalents(
  properties: PropertyList,
  talents: readonly MountTalent[],
  archive: ArchiveFacts,
): PropertyList {
  return changed(properties, talentsName, ({ value }) => {
    if (!(value instanceof StructArray)) throw new SaveError('bad-value', 'the talents of this pet are not understood');
    return value.with(
      talents.map(({ rowName, rank }) => {
        const old = value.items.find(
          (item) => item instanceof PropertyList && textIn(item, 'TalentRowName') === rowName,
        );
        return old instanceof PropertyList
          ? withJson(old, 'TalentRank', rank, archive)
          : newTalent(value, rowName, rank, archive);
      }),
    );
  });
}

function newTalent(array: StructArray, rowName: string, rank: number, archive: ArchiveFacts): unknown {
  return array.element.parse(
    [
      { name: 'TalentRowName', type: 'StrProperty', value: rowName },
      { name: 'TalentRank', type: 'IntProperty', value: rank },
    ],
    { archive },
  );
}

/** A number that a pet keeps under a name of its own: `CosmeticSkinIndex`. */
export function variableOf(properties: PropertyList, name: string): number | undefined {
  const found = structsIn(properties, variablesName).find((item) => textIn(item, 'VariableName') === name);
  return found === undefined ? undefined : numberIn(found, 'iVariable');
}

/** The same with another number; as it is where the pet has none of that name. */
export function withVariable(
  properties: PropertyList,
  name: string,
  value: number,
  archive: ArchiveFacts,
): PropertyList {
  if (variableOf(properties, name) === undefined) return properties;
  return withStructs(properties, variablesName, (items) =>
    items.map((item) =>
      item instanceof PropertyList && textIn(item, 'VariableName') === name
        ? withJson(item, 'iVariable', value, archive)
        : item,
    ),
  );
}
