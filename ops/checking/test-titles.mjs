import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const places = ['apps', 'packages', 'ops'];
const isTestFile = (path) => /\.(?:test|contract)\.(?:ts|mjs)$/.test(path) && !path.includes('node_modules/');

/** The titles of all tests as they stand in the sources, by file. */
export function testTitles(root) {
  const files = places.flatMap((place) => filesBelow(root, place)).filter(isTestFile);
  return new Map(files.map((file) => [file, titlesIn(readFileSync(join(root, file), 'utf8'), file)]));
}

const filesBelow = (root, place) =>
  readdirSync(join(root, place), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const path = `${place}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });

/** Whether a title, or one of those that a title with `%s` stands for, is the one that is meant. */
export const isTitle = (written, meant) => {
  if (written === meant) return true;
  if (!/%[sdifjo#]/.test(written)) return false;
  const parts = written.split(/%[sdifjo#]/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 's').test(meant);
};

function titlesIn(text, file) {
  const titles = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS));
  return titles;
}

/** `it`, `test`, and what they give: `it.each(…)`, `it.skipIf(…)`. */
function isTest(callee) {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test';
  if (ts.isPropertyAccessExpression(callee)) return isTest(callee.expression);
  return ts.isCallExpression(callee) && isTest(callee.expression);
}
