import './jitless.js';

export { botBody, botPatch, tokenBody } from '@bothy/contracts';
