// Loaded with `node --import` in front of a server that a test starts as a process of its own.
import { Evidence } from './evidence.mjs';
import { watchProcess } from './watch-exchanges.mjs';

const evidence = Evidence.ofRun();
if (evidence) watchProcess(evidence);
