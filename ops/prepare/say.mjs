/** @param {string} text one line for whoever started Bothy */
export const say = (text) => process.stdout.write(`bothy: ${text}\n`);

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
