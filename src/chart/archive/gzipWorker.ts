import { parentPort } from 'node:worker_threads';
import { gzipMember } from './gzipMember';

// A thread of its own: gets parts and answers each with its gzip member, in order.
parentPort?.on('message', (part: Uint8Array) => {
  parentPort?.postMessage(gzipMember(part));
});
