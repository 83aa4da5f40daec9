import type { Abortable } from '../../base/abort';
import type { Descriptor } from '../descriptor';
import type { BlobContent } from '../store';
import { verified } from '../verify';
import { request, subjectOf, type Client } from './client';
import { isTransient } from './connection';
import { contentType, isSuccess, type HttpResponse } from './message';
import { nameOf, repositoryPath } from './path';
import { problemOf } from './problem';
import { readFailure } from './failure';
import { notRegistry } from './reply';
import { repositoryScope } from './scope';

/** How often a download is taken up again after the connection broke. */
const mostResumptions = 5;

/** Streams a blob, verified; a broken connection is taken up where it broke. */
export async function readBlob(
  client: Client,
  repository: string,
  descriptor: Descriptor,
  options: Abortable,
): Promise<BlobContent> {
  const ask = (from: number) => requestBlob(client, repository, descriptor, from, options);
  const content = resumed(await ask(0), ask);
  return verified(content, descriptor, `${client.host}/${repository}`);
}

async function requestBlob(
  client: Client,
  repository: string,
  descriptor: Descriptor,
  from: number,
  options: Abortable,
): Promise<HttpResponse> {
  const subject = subjectOf(client, nameOf(repository, descriptor.digest));
  const response = await request(client, blobPath(repository, descriptor), {
    method: 'GET',
    headers: from === 0 ? {} : { range: `bytes=${from}-` },
    scopes: [repositoryScope(repository, 'pull')],
    signal: options.signal,
  });
  if (!isSuccess(response)) throw await problemOf(response, subject);
  if (contentType(response) === 'text/html') {
    throw notRegistry(subject, (await readFailure(response)).message);
  }
  return response;
}

async function* resumed(
  first: HttpResponse,
  ask: (from: number) => Promise<HttpResponse>,
): AsyncGenerator<Uint8Array> {
  let response = first;
  let received = 0;
  for (let resumptions = 0; ; resumptions++) {
    const before = received;
    try {
      for await (const chunk of fromByte(response, received)) {
        received += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      // A connection that brings nothing new would be tried for ever.
      const progressed = received > before || resumptions === 0;
      if (!isTransient(error) || !progressed || resumptions === mostResumptions) throw error;
    }
    response = await ask(received);
  }
}

/** The bytes from `wanted` on; a registry may ignore Range and begin again (RFC 9110, section 14.2). */
async function* fromByte(response: HttpResponse, wanted: number): AsyncGenerator<Uint8Array> {
  let at = startOf(response);
  for await (const chunk of response.body) {
    const skipped = Math.min(Math.max(wanted - at, 0), chunk.length);
    at += chunk.length;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

function startOf(response: HttpResponse): number {
  if (response.status !== 206) return 0;
  const [, start = '0'] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  return Number(start);
}

function blobPath(repository: string, descriptor: Descriptor): string {
  return repositoryPath(repository, `blobs/${descriptor.digest}`);
}
