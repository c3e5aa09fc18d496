import { writtenDocument } from '../icarus/prospect-save.js';
import type { ProspectSave, Save } from '../save.js';
import { infoStep } from './aliases.js';
import { differences, type Change } from './differences.js';
import { JsonNode } from './json-node.js';
import { speltRoot } from './root.js';
import { prospectFacts, prospectSums, saveFacts } from './save-facts.js';
import { withFollowed } from './twin-followed.js';

export type { Change } from './differences.js';

/**
 * What differs between two saves, place by place. What follows from other places is left out: sizes, hashes, the packed
 * text of a blob, and the second copy of a prospect's `info` where it follows the first.
 */
export function* diff(before: Save, after: Save): Generator<Change, void, undefined> {
  if (before.kind !== after.kind) {
    yield { path: '', kind: 'type', before: before.kind, after: after.kind };
    return;
  }
  yield* differences(factsNode(before), factsNode(after));
  if (before.kind === 'icarus-prospect' && after.kind === 'icarus-prospect') yield* ofProspects(before, after);
  else yield* differences(speltRoot(before), speltRoot(after));
}

function factsNode(save: Save): JsonNode {
  return new JsonNode(undefined, undefined, 0, saveFacts(save));
}

function* ofProspects(before: ProspectSave, after: ProspectSave): Generator<Change, void, undefined> {
  yield* differences(prospectFacts(before), prospectFacts(after));
  const followed = withFollowed(before, after);
  let sameContent = followed === before;
  for (const change of differences(speltRoot(followed), speltRoot(after))) {
    if (!inInfo(change.path)) sameContent = false;
    yield change;
  }
  if (sameContent) yield* ofSums(before, after);
}

function inInfo(path: string): boolean {
  return path === infoStep || path.startsWith(`${infoStep}.`) || path.startsWith(`${infoStep}[`);
}

/** Where the content is the same, a hash or a length that is not is wrong, or tells that it is packed in another way. */
function* ofSums(before: ProspectSave, after: ProspectSave): Generator<Change, void, undefined> {
  const [change] = differences(prospectSums(before.document), prospectSums(after.document));
  if (change === undefined) return;
  // They are put right when content that was changed is written.
  yield* differences(prospectSums(writtenDocument(before)), prospectSums(writtenDocument(after)));
}
