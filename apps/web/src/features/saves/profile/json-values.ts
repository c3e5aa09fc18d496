import type { Json } from '@bothy/ue4-codec';
import { nameOf, type Names } from '../data/index.js';
import type { NamedRow } from '../preview/row-list.js';
import type { FlagAt } from './flag-edits.js';

/** Reads what it knows of JSON whose shape is not promised; the rest is left alone. */

export type JsonObject = { readonly [name: string]: Json };

export function objectOf(json: Json | undefined): JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
}

export function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

export function textOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

export function numberOf(json: Json | undefined): number | undefined {
  return typeof json === 'number' ? json : undefined;
}

/** The flags of a list, and where each stands in it. */
export function flagsOf(json: Json | undefined): FlagAt[] {
  return listOf(json).flatMap((flag, index) => (typeof flag === 'number' ? [{ flag, index }] : []));
}

/** How a list of rows is written in the file. */
export interface RowShape {
  /** Where the row name is: `["Accolade", "RowName"]`. */
  readonly row: readonly string[];
  /** The numbers of a row by the names of their members, and what they are called. */
  readonly fields: Readonly<Record<string, string>>;
  /** The most that a number may be. */
  readonly max?: (row: string) => number | undefined;
}

/** The rows of a list; the key of each is its path. */
export function rowsOf(json: Json | undefined, path: string, shape: RowShape, names: Names | undefined): NamedRow[] {
  return listOf(json).map((one, index) => {
    const row = rowNameOf(one, shape);
    const members = objectOf(one);
    const fields = Object.entries(shape.fields).flatMap(([key, name]) => {
      const value = numberOf(members[key]);
      return value === undefined ? [] : [{ key, name, value, min: 0, max: shape.max?.(row) ?? maxNumber }];
    });
    return { key: `${path}[${index}]`, label: nameOf(names, row) || `Row ${index + 1}`, raw: row, fields };
  });
}

export const maxNumber = 2_147_483_647;

export function rowNameOf(json: Json | undefined, { row }: RowShape): string {
  return textOf(row.reduce<Json | undefined>((value, name) => objectOf(value)[name], json));
}

/** The numbers of an object, each a row of its own; the key of each is its path. */
export function memberRows(json: Json | undefined, path: string, names: Names | undefined): NamedRow[] {
  return Object.entries(objectOf(json)).flatMap(([name, value]) => {
    if (typeof value !== 'number') return [];
    const key = `${path}.${pathName(name)}`;
    return [
      {
        key,
        label: nameOf(names, name),
        raw: name,
        fields: [{ key: '', name: 'Count', value, min: 0, max: maxNumber }],
      },
    ];
  });
}

/** A name as it stands in a path: in quotes where it has signs of its own. */
export function pathName(name: string): string {
  return name === '' || /[.[\]#"]/u.test(name) ? JSON.stringify(name) : name;
}
