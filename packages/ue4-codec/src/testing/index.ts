// What tests of other packages take from here: saves built by a writer that shares no code with the codec.
export { array, byteArray, struct } from './containers.js';
export { corpusFiles, corpusPresent, readCorpus } from './corpus.js';
export { ue418, ue427, ue54 } from './engines.js';
export { sampleProperties, sampleSaves } from './samples.js';
export { buildSave } from './save-builder.js';
export { str } from './values.js';
