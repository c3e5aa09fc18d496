import { createRequire } from 'node:module';

const here = createRequire(import.meta.url);
/** The parser that the library of feeds brings along; it is strict. */
const { xml2js } = createRequire(here.resolve('feed'))('xml-js') as {
  xml2js: (text: string, options: object) => unknown;
};

const names = { compact: true, textKey: 'text', attributesKey: 'attributes', cdataKey: 'cdata' };

/** An element: its parts by name, one or several, and its `attributes`, `text` and `cdata`. */
// oxlint-disable-next-line typescript/no-explicit-any
export type XmlElement = any;

/** For tests: reads XML. @throws Error when it is not well-formed */
export const readXml = (text: string): XmlElement => xml2js(text, names);
