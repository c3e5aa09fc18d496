import { icarusKnowledge } from './icarus/knowledge.js';
import { createRegistry, type Registry } from './registry.js';
import { engineKnowledge } from './structs/engine-structs.js';

/** What is known by default: the engine's structs and the saves of ICARUS. */
export const defaultRegistry: Registry = createRegistry(engineKnowledge, icarusKnowledge);
