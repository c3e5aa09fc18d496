import type { LeftOut } from '../../domain/left-out.js';
import type { FoundRelease } from '../../domain/release-source.js';
import { isServedVersion, shownName } from '../../domain/served-names.js';
import { isPrerelease } from '../../domain/versions.js';
import type { ReleaseTold } from './gitlab-shapes.js';
import type { ReleaseFiles } from './release-files.js';

const longestNotes = 100_000;
const longestNotesTogether = 16_000_000;
const longestName = 300;

/** What GitLab tells of releases, as versions; in its order, which is the newest first. */
export const foundReleases = (told: readonly ReleaseTold[], files: ReleaseFiles, leftOut: LeftOut): FoundRelease[] => {
  let left = longestNotesTogether;
  return told.flatMap((release) => {
    const found = foundRelease(release, files, leftOut);
    if (!found) return [];
    const notes = found.notes.slice(0, left);
    left -= notes.length;
    return [{ ...found, notes }];
  });
};

const foundRelease = (release: ReleaseTold, files: ReleaseFiles, leftOut: LeftOut): FoundRelease | null => {
  const { tag_name: version, name, description, released_at, created_at } = release;
  if (!isServedVersion(version)) {
    leftOut.note(`The tag ${shownName(version)} cannot be served under its name.`);
    return null;
  }
  const releasedAt = instantOf(released_at) ?? instantOf(created_at);
  if (releasedAt === null) {
    leftOut.note(`${shownName(version)} has no date.`);
    return null;
  }
  const title = name?.trim().slice(0, longestName);
  return {
    version,
    name: title === undefined || title === '' ? version : wellFormed(title),
    releasedAt,
    notes: wellFormed((description ?? '').slice(0, longestNotes)),
    prerelease: isPrerelease(version),
    files: files.of(release),
  };
};

/** Halves of characters, and zeros, are more than a database takes. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}|\0/gu, '\uFFFD');

const instantOf = (text: string | null | undefined): string | null => {
  const ms = text ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) return null;
  const instant = new Date(ms).toISOString();
  // Years beyond four digits are written in another way, and would sort and read as something else.
  return instant.length === 24 ? instant : null;
};
