import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { compareVersions, parseVersion, type Version } from '../../chart/version';
import { endpointOf } from '../../oci/distribution/endpoint';
import { runHelm } from './runHelm';

const outputLimit = 64 * 1024;

/** The words that have Helm speak http to a registry, where it does not by itself. */
export interface HttpFlags {
  /** Of verbs that read a chart. */
  readonly chart: readonly string[];
  /** Of `helm registry login`. */
  readonly login: readonly string[];
}

const none: HttpFlags = { chart: [], login: [] };
const plainHttp = '--plain-http';

export interface HttpHost {
  /** `name[:port]` */
  readonly host: string;
  /** As the registry is set. */
  readonly plainHttp?: boolean;
}

/**
 * The flags for this Helm and this registry. Helm is asked for its version only where http is spoken.
 *
 * @param helm absolute path of the program
 * @throws ChartroomError `helm.no-plain-http`, `helm.not-run`, `helm.too-slow`
 */
export async function httpFlags(
  helm: string,
  registry: HttpHost,
  options: Abortable = {},
): Promise<HttpFlags> {
  const { host, plainHttp: isSet = false } = registry;
  const isOwn = endpointOf(host).protocol === 'http:';
  if (!isOwn && !isSet) return none;
  const version = await helmVersion(helm, options);
  return isOwn ? flagsForLoopback(version) : flagsForHost(host, version);
}

/** Helm 3 finds out by itself that loopback speaks http (pkg/registry/fallback.go). */
export function flagsForLoopback(version: Version | undefined): HttpFlags {
  return isFrom(version, '4.0.0-0') ? { chart: [plainHttp], login: [plainHttp] } : none;
}

/**
 * For any other host. A Helm that does not tell its version is taken for a late one.
 * @throws ChartroomError `helm.no-plain-http`
 */
export function flagsForHost(host: string, version: Version | undefined): HttpFlags {
  if (version && !isFrom(version, '3.13.0-0')) throw noPlainHttp(host, version);
  // Before, the login took http for a host whose certificate it was not to check.
  const login = !version || isFrom(version, '3.18.0-0') ? plainHttp : '--insecure';
  return { chart: [plainHttp], login: [login] };
}

/** Undefined where the program tells none. */
async function helmVersion(helm: string, { signal }: Abortable): Promise<Version | undefined> {
  const { stdout } = await runHelm(helm, ['version', '--short'], { signal, outputLimit });
  return parseVersion(stdout.trim());
}

function isFrom(version: Version | undefined, first: string): boolean {
  const other = parseVersion(first);
  return version !== undefined && other !== undefined && compareVersions(version, other) >= 0;
}

function noPlainHttp(host: string, { original }: Version): ChartroomError {
  return new ChartroomError({
    code: 'helm.no-plain-http',
    template:
      'Helm {version} cannot be told to speak http to {host}, as the registry is set: Helm 3.13 can',
    facts: { host, version: original },
    remedy: { kind: 'open-setting', setting: 'chartroom.helm.path' },
  });
}
