export { freePort } from '../testing/free-port.mjs';
