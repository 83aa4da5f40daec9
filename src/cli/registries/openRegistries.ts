import type { Abortable } from '../../base/abort';
import type { CredentialSource } from '../../oci/distribution/credential';
import type { HostOptions } from '../../oci/distribution/host';
import { cloudOfHost } from '../../registries/acr/cloud';
import { chain } from '../../registries/credentials/chain';
import { dockerCredentials } from '../../registries/credentials/docker';
import { helmCredentials } from '../../registries/credentials/helm';
import { parseRegistryHost, publicHost } from '../../registries/ecr/host';
import { createGenericRegistry } from '../../registries/generic/generic';
import { lazyRegistry } from '../../registries/lazyRegistry';
import type { Registry } from '../../registries/registry';
import type { Console } from '../console/console';
import { openFetch, type TlsOptions } from '../network/openFetch';
import type { Surroundings } from '../surroundings';

export interface RegistriesOptions {
  readonly surroundings: Surroundings;
  readonly console: Console;
  readonly signal: AbortSignal;
  readonly plainHttp: boolean | undefined;
  /** Of AWS. */
  readonly profile: string | undefined;
  readonly tls: TlsOptions;
}

/** What clients of all kinds of registries are made with. */
export interface ClientOptions
  extends Omit<HostOptions, 'credentials'>, Required<Pick<Abortable, 'signal'>> {
  readonly id: string;
  readonly label: string;
  readonly surroundings: Surroundings;
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
  /** The logins of helm and docker. */
  readonly stored: CredentialSource;
}

/** The registries of a run: one client a host, by the kind that its name tells. */
export interface OpenRegistries {
  /** @throws ChartroomError `oci.host-invalid` */
  of(host: string): Promise<Registry>;
  /** The same at once: one that `of` has opened, else one for reading that is opened with the first question. */
  at(host: string): Registry;
  /** What any client of a host is made with. */
  clientOptions(host: string): ClientOptions;
}

export function openRegistries(options: RegistriesOptions): OpenRegistries {
  const { surroundings, console, signal, plainHttp, profile, tls } = options;
  const { log } = console;
  const fetch = openFetch(surroundings, tls);
  const stored = chain(log, helmCredentials(surroundings), dockerCredentials(surroundings));
  const opening = new Map<string, Promise<Registry>>();
  const opened = new Map<string, Registry>();

  const clientOptions = (host: string): ClientOptions => ({
    ...{
      id: host,
      label: host,
      host,
      plainHttp,
      profile,
      fetch,
      log,
      stored,
      surroundings,
      signal,
    },
    userAgent: `Chartroom/${surroundings.version}`,
    onWait: ({ host: slow, milliseconds }) => {
      console.note(`${slow} asks to slow down: waiting ${Math.ceil(milliseconds / 1000)} s`);
    },
  });
  const open = async (host: string): Promise<Registry> => {
    const registry = await openRegistry(clientOptions(host));
    opened.set(host, registry);
    return registry;
  };
  const of = (host: string): Promise<Registry> => {
    const registry = opening.get(host) ?? open(host);
    opening.set(host, registry);
    return registry;
  };
  return {
    ...{ of, clientOptions },
    at: (host) =>
      opened.get(host) ??
      lazyRegistry({
        ...{ id: host, kind: 'any', host, label: host, metersReads: false, capabilities: [] },
        open: () => of(host),
      }),
  };
}

/** The code of a cloud is loaded with the first of its registries. */
async function openRegistry(options: ClientOptions): Promise<Registry> {
  const { host } = options;
  if (parseRegistryHost(host) !== undefined || host === publicHost) {
    const { openEcr } = await import(/* webpackChunkName: "ecr" */ './openEcr.js');
    return openEcr(options);
  }
  if (cloudOfHost(host) !== undefined) {
    const { openAcr } = await import(/* webpackChunkName: "acr" */ './openAcr.js');
    return openAcr(options);
  }
  return createGenericRegistry({ ...options, credentials: options.stored });
}
