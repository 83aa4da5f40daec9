import { parentPort } from 'node:worker_threads';
import { checkFolder, type CheckRequest } from './checkFolder';

// A thread of its own: gets charts and answers each with its findings, in order.
parentPort?.on('message', (request: CheckRequest) => {
  parentPort?.postMessage(checkFolder(request));
});
