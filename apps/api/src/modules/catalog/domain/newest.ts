/** The newest that is no prerelease; the newest of all where each is one. @param releases the newest first. */
export const newestOf = <R extends { readonly prerelease: boolean }>(releases: readonly R[]): R | undefined =>
  releases.find(({ prerelease }) => !prerelease) ?? releases[0];
