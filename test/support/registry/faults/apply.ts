import { streamOf, type Reply } from '../http/reply';
import type { RegistryRequest } from '../http/request';
import { errorBody } from '../refusal';
import type { Fault } from './faults';

/** Thrown to have the connection closed instead of an answer. */
export class CutConnection extends Error {}

/** Does what a fault says with a request; `answer` is the honest reply to it. */
export async function applyFault(
  fault: Fault,
  request: RegistryRequest,
  answer: (request: RegistryRequest) => Promise<Reply>,
): Promise<Reply> {
  switch (fault.kind) {
    case 'status':
      return statusReply(fault.status, fault.body, fault.headers);
    case 'cut':
      return cut(fault.afterBytes ?? 0, request, answer);
    case 'wrong-bytes':
      return wrongBytes(await answer(request));
    case 'redirect': {
      const location = typeof fault.to === 'string' ? fault.to : fault.to(request);
      return { status: fault.status ?? 307, headers: { location } };
    }
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Sign in</title><p>Sign in to use this network.</p>',
      };
    case 'throttle':
      return {
        status: 429,
        headers: {
          'content-type': 'application/json',
          ...(fault.retryAfterSeconds !== undefined && {
            'retry-after': String(fault.retryAfterSeconds),
          }),
        },
        body: errorBody('TOOMANYREQUESTS', 'Too many requests'),
      };
  }
}

function statusReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  if (body === undefined) return { status, headers };
  if (typeof body === 'string') return { status, headers, body };
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

async function cut(
  afterBytes: number,
  request: RegistryRequest,
  answer: (request: RegistryRequest) => Promise<Reply>,
): Promise<Reply> {
  if (afterBytes === 0) throw new CutConnection();
  if (['POST', 'PATCH', 'PUT'].includes(request.method)) {
    return answer({ ...request, body: cutAfter(request.body, afterBytes) });
  }
  const reply = await answer(request);
  const { size, open } = streamOf(reply.body ?? '');
  return { ...reply, body: { size, open: () => cutAfter(open(), afterBytes) } };
}

async function* cutAfter(
  content: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of content) {
    if (chunk.length > left) {
      yield chunk.subarray(0, left);
      throw new CutConnection();
    }
    left -= chunk.length;
    yield chunk;
  }
}

function wrongBytes(reply: Reply): Reply {
  const { size, open } = streamOf(reply.body ?? '');
  return { ...reply, body: { size, open: () => changeFirstByte(open()) } };
}

async function* changeFirstByte(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of content) {
    const bytes = Uint8Array.from(chunk);
    if (first && bytes[0] !== undefined) bytes[0] ^= 1;
    first = false;
    yield bytes;
  }
}
