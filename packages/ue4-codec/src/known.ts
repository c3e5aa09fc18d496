import { icarusKnowledge } from './icarus/knowledge.ts';
import { createRegistry, type Registry } from './registry.ts';
import { engineKnowledge } from './structs/engine-structs.ts';

/** What is known by default: the engine's structs and the saves of ICARUS. */
export const defaultRegistry: Registry = createRegistry(engineKnowledge, icarusKnowledge);
