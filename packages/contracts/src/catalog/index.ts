export * from './metrics.js';
export * from './tools.js';
