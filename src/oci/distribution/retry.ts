import { setTimeout as delay } from 'node:timers/promises';
import type { Abortable } from '../../base/abort';
import { discardBody } from './body';
import { isTransient } from './connection';
import type { HttpResponse } from './message';

export interface RetryOptions {
  /** Milliseconds since 1970. */
  readonly clock?: (() => number) | undefined;
  /** Waits for some milliseconds; rejects with the signal's reason when cancelled. */
  readonly sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** From 0 up to but not including 1. */
  readonly random?: (() => number) | undefined;
  /** Told each time a host asks to slow down, before the pause. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** A pause that a host has asked for. */
export interface Wait {
  /** `name[:port]` */
  readonly host: string;
  readonly milliseconds: number;
}

/** How often a request is sent in all, and the bounds of the pause before each further time, in milliseconds. */
const attempts = 5;
const firstPause = 200;
const longestPause = 3_000;
const longestRetryAfter = 60_000;

export type Attempt = () => Promise<HttpResponse>;

/** Repeats `attempt` while it fails in a way that often passes. Returns the last response, whatever it is. */
export type Retry = (attempt: Attempt, options?: Abortable) => Promise<HttpResponse>;

export function createRetry(options: RetryOptions): Retry {
  const sleep = options.sleep ?? sleepWithTimer;
  const clock = options.clock ?? Date.now;
  const random = options.random ?? Math.random;

  return async (attempt, { signal } = {}) => {
    for (let failures = 1; failures < attempts; failures++) {
      signal?.throwIfAborted();
      const pause = pauseAfter(failures, random());
      const response = await attemptOrUndefined(attempt);
      if (response && !isRetryable(response.status)) return response;
      if (response) await discardBody(response);
      const wanted = response && retryAfter(response.headers.get('retry-after'), clock());
      const milliseconds = wanted ?? pause;
      if (response?.status === 429) options.onWait?.({ host: response.url.host, milliseconds });
      await sleep(milliseconds, signal);
    }
    return attempt();
  };
}

/** Undefined when the connection failed in a passing way. */
async function attemptOrUndefined(attempt: Attempt): Promise<HttpResponse | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (isTransient(error)) return undefined;
    throw error;
  }
}

/** 501 says that the method is not implemented (RFC 9110, section 15.6.2): it will not be next time either. */
export function isRetryable(status: number): boolean {
  return [408, 425, 429].includes(status) || (status >= 500 && status !== 501);
}

/** Exponential, half of it random, so that clients that failed together do not come back together. */
export function pauseAfter(failures: number, random: number): number {
  const full = Math.min(firstPause * 2 ** (failures - 1), longestPause);
  return Math.round(full / 2 + (full / 2) * random);
}

/** Retry-After in milliseconds, from seconds or an HTTP date (RFC 9110, section 10.2.3), at most a minute. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(wait, 0), longestRetryAfter);
}

async function sleepWithTimer(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {});
}
