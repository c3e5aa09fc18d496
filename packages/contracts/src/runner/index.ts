export * from './protocol.js';
export * from './log-format.js';
