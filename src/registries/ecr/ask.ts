import { setTimeout as delay } from 'node:timers/promises';
import type { Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import { pauseAfter, type RetryOptions } from '../../oci/distribution/retry';
import { awsErrorName, isThrottling, mayPass, refusesKeys, refusesSignature } from './awsError';
import { awsProblem, type Asked, type Question } from './problem';

/** What the SDK takes beside a command. */
interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** Asks AWS one question. @throws ChartroomError as `awsProblem` says */
export type Ask<Client> = <T>(
  question: Question,
  send: (client: Client, options: SendOptions) => Promise<T>,
  options?: Abortable,
) => Promise<T>;

export interface AskOptions<Client> extends Pick<RetryOptions, 'sleep' | 'random' | 'onWait'> {
  /** A client of the SDK that does not retry by itself. */
  readonly open: () => Promise<Client>;
  readonly asked: Asked;
  readonly log: Log;
}

/** How often a question is asked in all. */
const attempts = 5;

/**
 * Asks with pauses that grow while AWS says that it is asked too often, and says so. Keys
 * that AWS does not accept are looked up once more: somebody may have signed in meanwhile.
 */
export function createAsk<Client extends { destroy(): void }>(
  options: AskOptions<Client>,
): Ask<Client> {
  const { asked, log, onWait, sleep = sleepWithTimer, random = Math.random } = options;
  let opening: Promise<Client> | undefined;

  const open = (): Promise<Client> => {
    opening ??= options.open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const close = (client: Client): void => {
    client.destroy();
    opening = undefined;
  };

  return async (question, send, { signal } = {}) => {
    const sendOptions = signal ? { abortSignal: signal } : {};
    let keysAreFresh = opening === undefined;
    let clockIsRight = false;
    for (let failures = 1; ; failures++) {
      signal?.throwIfAborted();
      const client = await open();
      try {
        return await orCancelled(send(client, sendOptions), signal);
      } catch (error) {
        signal?.throwIfAborted();
        const again = failures < attempts;
        if (again && !clockIsRight && refusesSignature(error)) {
          clockIsRight = true;
        } else if (again && !keysAreFresh && refusesKeys(error)) {
          keysAreFresh = true;
          close(client);
        } else if (again && mayPass(error)) {
          const pause = pauseAfter(failures + 1, random());
          const slowDown = isThrottling(error);
          if (slowDown) onWait?.({ host: asked.host, milliseconds: pause });
          log.warn(slowDown ? 'AWS asks to slow down' : 'AWS failed; asking again', {
            action: question.action,
            error: awsErrorName(error),
            ms: pause,
          });
          await sleep(pause, signal);
        } else {
          throw awsProblem(error, question, asked);
        }
      }
    }
  };
}

/** The SDK looks at the signal when it has credentials, and those can take as long as a program or a person does. */
function orCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      reject(new DOMException('Cancelled', 'AbortError'));
    };
    signal.addEventListener('abort', cancel, { once: true });
    const over = (): void => {
      signal.removeEventListener('abort', cancel);
    };
    void work.then(resolve, reject).finally(over);
  });
}

async function sleepWithTimer(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal ? { signal } : {});
}
