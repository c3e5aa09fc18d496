import type { Tool, ToolSummary, ToolVersion } from '@bothy/contracts';
import type { MarkdownNode } from '../ui/markdown-node.js';

/** What the server hands over for one page, in the shapes of the contract. */
export type PortalInput =
  | { readonly kind: 'list'; readonly tools: readonly ToolSummary[] }
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'version'; readonly tool: Tool; readonly version: string }
  | { readonly kind: 'missing' };

/** Markdown that was read already: browsers that get the page need not load what reads it. */
export type Written = readonly MarkdownNode[];
/** Reads Markdown; `name` begins the ids in it. */
export type Reader = (text: string, name: string) => Written;

/** A version in a list of them. */
export interface VersionLine {
  readonly version: string;
  readonly releasedAt: string;
  readonly prerelease: boolean;
  readonly files: number;
  readonly downloads: number;
}
export type VersionHead = Omit<ToolVersion, 'notes'>;
export type ToolHead = ToolSummary & Pick<Tool, 'links'>;

/** What a page shows, and nothing besides: it travels with the page, for the browser to go on from. */
export type PortalPage =
  | { readonly kind: 'list'; readonly tools: readonly ToolSummary[] }
  | {
      readonly kind: 'tool';
      readonly tool: ToolHead;
      readonly readme: Written;
      /** With its files; null while there is no version. */
      readonly latest: VersionHead | null;
      readonly older: readonly VersionLine[];
    }
  | { readonly kind: 'version'; readonly tool: ToolHead; readonly version: VersionHead; readonly notes: Written }
  | { readonly kind: 'missing' };

export interface PortalState {
  readonly page: PortalPage;
  /** When it was made: times ago are told from there, by the server and by the browser alike. */
  readonly now: string;
  /** Where people reach the server, without a slash at its end. */
  readonly publicUrl: string;
}

export function pageOf(input: PortalInput, read: Reader): PortalPage {
  switch (input.kind) {
    case 'tool':
      return toolPage(input.tool, read);
    case 'version': {
      const wanted = input.version === 'latest' ? input.tool.latest?.version : input.version;
      const found = input.tool.versions.find((each) => each.version === wanted);
      if (!found) return { kind: 'missing' };
      const { notes, ...version } = found;
      return { kind: 'version', tool: headOf(input.tool), version, notes: read(notes, 'notes') };
    }
    default:
      return input;
  }
}

function toolPage(tool: Tool, read: Reader): PortalPage {
  const newest = tool.versions.find(({ version }) => version === tool.latest?.version) ?? null;
  const older = tool.versions.filter((each) => each !== newest).map((each) => lineOf(each));
  const latest = newest && withoutNotes(newest);
  return { kind: 'tool', tool: headOf(tool), readme: read(tool.readme, 'readme'), latest, older };
}

function withoutNotes({ notes: _notes, ...version }: ToolVersion): VersionHead {
  return version;
}

function headOf({ readme: _readme, versions: _versions, management: _management, ...head }: Tool): ToolHead {
  return head;
}

const lineOf = ({ version, releasedAt, prerelease, files }: ToolVersion): VersionLine => ({
  version,
  releasedAt,
  prerelease,
  files: files.length,
  downloads: files.reduce((sum, file) => sum + file.downloads, 0),
});
