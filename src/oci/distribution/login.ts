import type { Abortable } from '../../base/abort';
import { fingerprint, type Credential, type CredentialSource } from './credential';
import { createSingleFlight } from '../../base/singleFlight';

/** The login for one registry, as its source gives it. */
export interface Login {
  current(options: Abortable): Promise<Credential | undefined>;
  /** Another login than the refused one, if the source has one. */
  renewed(refused: Credential, options: Abortable): Promise<Credential | undefined>;
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

  const ask = (refused: Credential | undefined, options: Abortable) =>
    flight.run(
      refused ? fingerprint(refused) : 'current',
      async (signal) => {
        const credential = await source.get(host, { refused, signal });
        kept = { credential, until: clock() + (credential ? keptFor : absenceKeptFor) };
        return credential;
      },
      options.signal,
    );

  return {
    async current(options) {
      if (kept && clock() < kept.until) return kept.credential;
      return ask(undefined, options);
    },
    async renewed(refused, options) {
      // Somebody else may have been refused and have renewed it already.
      const known = kept?.credential;
      const isNew = known !== undefined && fingerprint(known) !== fingerprint(refused);
      const credential = isNew ? known : await ask(refused, options);
      return fingerprint(credential) === fingerprint(refused) ? undefined : credential;
    },
  };
}
