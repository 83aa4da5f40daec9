import { ChartroomError } from '../../base/error';
import { partitionOf } from './partition';

/** What the host name of a private registry says. */
export interface EcrHost {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Answers with FIPS 140 validated cryptography. */
  readonly fips: boolean;
  /** Reachable by IPv4 and IPv6. */
  readonly dualStack: boolean;
}

/** Anchored, so that `….amazonaws.com.example.org` is a stranger (as amazon-ecr-credential-helper has it). */
const grammar =
  /^(\d{12})\.dkr([.-])ecr(-fips)?\.([a-z0-9][a-z0-9-]*)\.(amazonaws\.(?:com|com\.cn|eu)|on\.(?:aws|amazonwebservices\.(?:com\.cn|eu)))$/;

/** The host of an account's private registry in a region. */
export function registryHost(
  account: string,
  region: string,
  { fips = false, dualStack = false }: Partial<Pick<EcrHost, 'fips' | 'dualStack'>> = {},
): string {
  const partition = partitionOf(region);
  const name = `ecr${fips ? '-fips' : ''}.${region}`;
  return dualStack
    ? `${account}.dkr-${name}.${partition.dualStackSuffix}`
    : `${account}.dkr.${name}.${partition.suffix}`;
}

/** Reads the name of a private registry; undefined for every other host. */
export function parseRegistryHost(host: string): EcrHost | undefined {
  const found = grammar.exec(host.toLowerCase());
  if (!found) return undefined;
  const [, account = '', separator, fips, region = '', suffix = ''] = found;
  const dualStack = separator === '-';
  if (dualStack !== suffix.startsWith('on.')) return undefined;
  return { account, region, fips: fips !== undefined, dualStack };
}

/** ECR Public answers at one address for the whole world. */
export const publicHost = 'public.ecr.aws';

/** Only there does ECR Public give tokens (ECR Public User Guide, "Registry authentication"). */
export const publicTokenRegion = 'us-east-1';

/**
 * Finds the registry that a token for one account and region is good for at the host it is to be
 * used with. A token of another region is refused there without a word about regions.
 * @throws ChartroomError `ecr.host-invalid`, `ecr.host-mismatch`
 */
export function checkRegistryHost(
  host: string,
  expected: { readonly account: string; readonly region: string },
): EcrHost {
  const parsed = parseRegistryHost(host);
  if (!parsed) {
    throw new ChartroomError({
      code: 'ecr.host-invalid',
      template: '{host} is not the host of a private registry of Amazon ECR, such as {example}',
      facts: { host, example: registryHost(expected.account, expected.region) },
    });
  }
  const right = registryHost(expected.account, expected.region, parsed);
  if (host.toLowerCase() !== right) {
    throw new ChartroomError({
      code: 'ecr.host-mismatch',
      template:
        'The registry host {host} does not belong to account {account} in region {region}; there it is {right}',
      facts: { host, ...expected, right },
    });
  }
  return parsed;
}
