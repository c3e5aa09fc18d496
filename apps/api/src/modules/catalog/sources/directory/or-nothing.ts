/** What the system says of what is not there, or may not be looked at. */
const isNothing = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENXIO', 'ENAMETOOLONG']);

/** Null where there is nothing to look at; other troubles of the system are errors. */
export const orNothing = async <T>(asked: Promise<T>): Promise<T | null> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && isNothing.has(String(error.code))) return null;
    throw error;
  }
};
