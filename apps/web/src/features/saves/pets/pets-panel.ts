/** What can be done with a pet. */
export type PetAct = 'rename' | 'level' | 'talents' | 'species' | 'skin' | 'revive' | 'clone' | 'delete';
