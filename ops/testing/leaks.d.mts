/** See leaks.mjs. */
export declare function searchEvidence(
  folder: string,
  sorts?: readonly string[],
): Promise<{ results: { title: string; complaints: string[] }[]; secrets: number }>;
