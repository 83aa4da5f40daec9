import type { AwsCredentials } from './login';

type Session = Awaited<ReturnType<AwsCredentials>>;

/** What credentials came of, and whether somebody had to type the code of a device for them. */
export interface Obtained {
  readonly session: Session;
  readonly byDevice: boolean;
}

/**
 * Hands on a session that took the code of a device, as long as it lasts, and everything else as it is
 * obtained. Who asks while another does waits: AWS takes a code once, and a person answers one question at a time.
 */
export type DeviceSessions = (key: string, obtain: () => Promise<Obtained>) => Promise<Session>;

/** Milliseconds before its end at which a session is no longer handed on, as the AWS SDKs do it. */
const endsAhead = 5 * 60_000;

/** Sessions for all clients of a window, by a key for each login. */
export function createDeviceSessions(clock: () => number = Date.now): DeviceSessions {
  const latest = new Map<string, Promise<Obtained>>();

  const obtainAfter = async (
    before: Promise<Obtained> | undefined,
    obtain: () => Promise<Obtained>,
  ): Promise<Obtained> => {
    const known = await before?.catch(() => undefined);
    return known?.byDevice && lasts(known.session, clock()) ? known : obtain();
  };
  return async (key, obtain) => {
    const next = obtainAfter(latest.get(key), obtain);
    latest.set(key, next);
    return (await next).session;
  };
}

function lasts({ expiration }: Session, now: number): boolean {
  return expiration !== undefined && now < expiration.getTime() - endsAhead;
}
