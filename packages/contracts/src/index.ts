export * from './problem.js';
export * from './common.js';
export * from './permissions.js';
export * from './identity.js';
export * from './audit.js';
export * from './bots.js';
export * from './health.js';
export * from './routes.js';
