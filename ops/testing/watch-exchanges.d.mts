import type { Server } from 'node:http';
import type { Evidence } from './evidence.mjs';

export declare function watchServer(server: Server, evidence: Evidence): void;
export declare function watchProcess(evidence: Evidence): void;
export declare function watchIngests(evidence: Evidence): void;
