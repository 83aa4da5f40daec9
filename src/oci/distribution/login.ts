import type { Abortable } from '../../base/abort';
import { fingerprint, type Credential, type CredentialSource } from './credential';
import { createSingleFlight } from '../../base/singleFlight';

/** The login for one registry, as its source gives it. */
export interface Login {
  current(options: Abortable): Promise<Credential | undefined>;
  /** Another login than the refused one, if the source has one. */
  renewed(refused: Credential, options: RenewOptions): Promise<Credential | undefined>;
}

export interface RenewOptions extends Abortable {
  /** True when the host knew who asked (403): who may not do one thing may do the next, so the login is kept. */
  readonly isKnown: boolean;
}

/**
 * How long a login is kept, in milliseconds. Asking can mean starting a helper program, so not each
 * request asks; but a login that was changed or taken away must not live on for long.
 */
const keptFor = 60_000;
/** The same for having none: somebody who has just signed in will not wait. */
const absenceKeptFor = 5_000;

export function createLogin(source: CredentialSource, host: string, clock: () => number): Login {
  const flight = createSingleFlight<Credential | undefined>();
  let kept: { readonly credential: Credential | undefined; readonly until: number } | undefined;

  const ask = (refused: Credential | undefined, { signal: caller }: Abortable) =>
    flight.run(
      refused ? fingerprint(refused) : 'current',
      (signal) => source.get(host, { refused, signal }),
      caller,
    );
  const keep = (credential: Credential | undefined): void => {
    kept = { credential, until: clock() + (credential ? keptFor : absenceKeptFor) };
  };

  return {
    async current(options) {
      if (kept && clock() < kept.until) return kept.credential;
      const credential = await ask(undefined, options);
      keep(credential);
      return credential;
    },
    async renewed(refused, options) {
      // Somebody else may have been refused and have renewed it already.
      const known = kept?.credential;
      const isNew = known !== undefined && fingerprint(known) !== fingerprint(refused);
      if (isNew) return known;
      const credential = await ask(refused, options);
      if (credential || !options.isKnown) keep(credential);
      return fingerprint(credential) === fingerprint(refused) ? undefined : credential;
    },
  };
}
