/** More than this is not opened: all of it is held in memory, more than once. */
export const mostBytes = 1024 ** 3;
