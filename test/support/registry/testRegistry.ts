import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGuard, type Auth, type Guard } from './auth/guard';
import { answer, resourceOf, type ApiRules } from './endpoints/route';
import { applyFault, CutConnection } from './faults/apply';
import { createFaults, type FaultList, type Faults } from './faults/faults';
import { listen } from './http/listen';
import { createRecording, type RecordedRequest } from './http/record';
import { errorReply, send, type Reply } from './http/reply';
import { readRequest, type RegistryRequest } from './http/request';
import { openStorage, type Storage } from './storage/storage';

export interface TestRegistryOptions {
  /** Where it keeps everything; made if missing. One server at a time. */
  readonly directory: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  readonly auth?: Auth;
  readonly immutableTags?: boolean;
  /** True for the referrers API; without it that path is not found, as on most hosts. */
  readonly referrers?: boolean;
  /** False for a host that does not list its repositories. */
  readonly catalog?: boolean;
  /** False for a host that never mounts blobs. */
  readonly mount?: boolean;
  /** How the addresses of uploads are given; absolute unless told. */
  readonly locations?: 'absolute' | 'relative';
  /** The most entries a page of a list has; without it lists are given whole. */
  readonly pageSize?: number;
  /** False for a server that runs long: it remembers no requests. */
  readonly record?: boolean;
}

export interface TestRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly url: string;
  readonly faults: Faults;
  /** In the order they arrived. */
  readonly requests: readonly RecordedRequest[];
  readonly clearRequests: () => void;
  /** Closes the port and every connection; the folder stays. */
  readonly stop: () => Promise<void>;
}

interface Parts {
  readonly storage: Storage;
  readonly guard: Guard;
  readonly faults: FaultList;
  readonly rules: ApiRules;
}

/**
 * An OCI registry (distribution-spec 1.1) in this process, with switches for what differs between
 * hosts and for what can go wrong.
 */
export async function startRegistry(options: TestRegistryOptions): Promise<TestRegistry> {
  const recording = createRecording();
  const parts: Parts = {
    storage: await openStorage(options.directory),
    guard: createGuard(options.auth ?? { kind: 'none' }),
    faults: createFaults(),
    rules: {
      immutableTags: options.immutableTags ?? false,
      referrers: options.referrers ?? false,
      catalog: options.catalog ?? true,
      mount: options.mount ?? true,
      locations: options.locations ?? 'absolute',
      pageSize: options.pageSize,
    },
  };
  const server = await listen((message, response) => {
    const { method = '', url = '', headers } = message;
    const note =
      options.record === false ? undefined : recording.begin({ method, path: url, headers });
    void serve(message, response, parts, (status) => note?.(status));
  }, options);
  return {
    ...server,
    faults: parts.faults,
    requests: recording.requests,
    clearRequests: () => {
      recording.clear();
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
  note: (status: number) => void,
): Promise<void> {
  try {
    const reply = await replyTo(message, parts);
    note(reply.status);
    await send(reply, response, message.method === 'HEAD');
  } catch {
    // Cut on purpose, or the client has gone, or the answer failed half-way: no honest end is left.
    response.destroy();
  }
}

async function replyTo(message: IncomingMessage, parts: Parts): Promise<Reply> {
  try {
    const request = readRequest(message);
    const host = message.headers.host ?? '';
    const resource = resourceOf(request.pathname);
    const { token } = parts.guard;
    const isToken = token !== undefined && request.pathname === '/token';
    if (!isToken) parts.guard.check(request, resource, host);
    const honest = async (asked: RegistryRequest): Promise<Reply> =>
      isToken
        ? token(asked, host)
        : withApiVersion(await answer(asked, resource, parts.storage, parts.rules));
    const fault = await parts.faults.next(request);
    return fault ? await applyFault(fault, request, honest) : await honest(request);
  } catch (error) {
    if (error instanceof CutConnection) throw error;
    return withApiVersion(errorReply(error));
  }
}

/** What the registry itself answers carries this; what a fault puts in its place does not. */
function withApiVersion(reply: Reply): Reply {
  const headers = { 'docker-distribution-api-version': 'registry/2.0', ...reply.headers };
  return { ...reply, headers };
}
