import { isAbort } from '../../base/abort';
import type { Log } from '../../base/log';
import {
  fingerprint,
  type CredentialQuery,
  type Credential,
  type CredentialSource,
} from '../../oci/distribution/credential';

/**
 * Asks one source after the other; the first that has a login wins. One that fails is logged and
 * passed over: a broken file of one program must not keep a good login of another from being used.
 */
export function chain(log: Log, ...sources: readonly CredentialSource[]): CredentialSource {
  return {
    get: async (host, options = {}) => {
      for (const source of sources) {
        const credential = await ask(source, host, options, log);
        if (credential && !isRefused(credential, options)) return credential;
      }
      return undefined;
    },
  };
}

async function ask(
  source: CredentialSource,
  host: string,
  options: CredentialQuery,
  log: Log,
): Promise<Credential | undefined> {
  try {
    return await source.get(host, options);
  } catch (error) {
    if (isAbort(error, options.signal)) throw error;
    // Our own messages name the file, and quote none of it.
    log.warn('A stored login cannot be read', {
      host,
      reason: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}

/** A login that was refused may hide a good one in the next source. */
function isRefused(credential: Credential, { refused }: CredentialQuery): boolean {
  return refused !== undefined && fingerprint(credential) === fingerprint(refused);
}
