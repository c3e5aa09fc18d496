/**
 * The largest file that the server keeps: `largestSaveBytes` of the contract, which the page does not import itself
 * because its schemas would come along.
 */
export const largestVersionBytes = 50 * 1024 * 1024;
