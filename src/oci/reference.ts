import { isIPv6 } from 'node:net';
import { ChartroomError, type Facts } from '../base/error';
import { isDigest, type Digest } from './digest';

/** Names an artifact in a registry. At least the repository is always there; no default registry, tag or namespace is made up. */
export interface Reference {
  /** `host` or `host:port`, as written; an IPv6 address keeps its brackets. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: Digest;
}

/** What is wrong with a text, ready to become an error of whoever asked. */
interface Fault {
  readonly template: string;
  readonly facts?: Facts;
}

const tagLengthLimit = 128;
// distribution-spec, "Pulling manifests": the grammar of <name>, one segment of it, and of <reference> as a tag.
const segmentGrammar = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const tagGrammar = /^\w[\w.-]{0,127}$/;
const hostGrammar =
  /^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?$/;

/**
 * Reads `[oci://]host[:port]/repository[:tag][@digest]` as Helm does (pkg/registry/reference.go): a `+` in
 * the tag becomes `_`, which is how a version with build metadata is tagged.
 * Stricter than Helm in one point: the digest must be one.
 * @throws ChartroomError `oci.reference-invalid`, naming the part that is wrong
 */
export function parseReference(text: string): Reference {
  const reject = (fault: Fault): never => {
    throw new ChartroomError({ code: 'oci.reference-invalid', ...fault });
  };
  const location = text.startsWith('oci://') ? text.slice('oci://'.length) : text;
  if (location === '') reject({ template: 'The reference is empty' });
  const schemeEnd = location.indexOf('://');
  if (schemeEnd >= 0) reject(schemeFault(location.slice(0, schemeEnd)));

  const at = location.lastIndexOf('@');
  const digest = at < 0 ? undefined : location.slice(at + 1);
  const named = at < 0 ? location : location.slice(0, at);
  // Only a colon after the last slash starts a tag; one before it belongs to the port.
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/') && named.includes('/');
  const tag = tagged ? named.slice(colon + 1).replaceAll('+', '_') : undefined;
  const name = tagged ? named.slice(0, colon) : named;
  const slash = name.indexOf('/');
  const registry = slash < 0 ? name : name.slice(0, slash);
  const repository = slash < 0 ? '' : name.slice(slash + 1);

  const fault =
    digestFault(digest) ??
    nameFault(name) ??
    registryFault(registry) ??
    repositoryFault(repository) ??
    (tag === undefined ? undefined : tagFault(tag));
  if (fault) reject(fault);
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest !== undefined && isDigest(digest) ? { digest } : {}),
  };
}

/** `host/repository[:tag][@digest]`, without a scheme. */
export function formatReference(reference: Reference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

export function isRepositoryName(text: string): boolean {
  return text.split('/').every((segment) => segmentGrammar.test(segment));
}

export function isTag(text: string): boolean {
  return tagGrammar.test(text);
}

/** @throws ChartroomError `oci.repository-invalid`; for capitals the fact `suggestion` is the name in lower case */
export function checkRepositoryName(text: string): void {
  const fault = repositoryFault(text);
  if (fault) throw new ChartroomError({ code: 'oci.repository-invalid', ...fault });
}

/** @throws ChartroomError `oci.tag-invalid` */
export function checkTag(text: string): void {
  const fault = tagFault(text);
  if (fault) throw new ChartroomError({ code: 'oci.tag-invalid', ...fault });
}

function schemeFault(scheme: string): Fault {
  return {
    template:
      '"{scheme}://" does not name an OCI artifact: write oci:// and the registry, or the registry alone',
    facts: { scheme },
  };
}

function digestFault(digest: string | undefined): Fault | undefined {
  if (digest === undefined || isDigest(digest)) return undefined;
  // What stands before this "@" may be a password, so the sentence repeats nothing of it.
  if (digest.includes('/')) {
    return { template: 'A reference cannot carry a user name or password before "@"' };
  }
  return {
    template:
      '"{digest}" after "@" is not a digest: expected sha256: and 64 lower-case hex digits, or sha512: and 128',
    facts: { digest },
  };
}

function nameFault(name: string): Fault | undefined {
  const slash = name.indexOf('/');
  if (slash > 0 && slash < name.length - 1) return undefined;
  const host = slash < 0 ? name : name.slice(0, slash);
  const looksLikeHost = /[.:[]/.test(host) || host === 'localhost' || slash > 0;
  if (looksLikeHost) {
    return {
      template: '"{registry}" names a registry but no repository: expected registry/repository',
      facts: { registry: host },
    };
  }
  return {
    template: '"{name}" names no registry: expected registry/repository',
    facts: { name },
  };
}

function registryFault(registry: string): Fault | undefined {
  const [, address, name, port] = /^(?:\[(.*)\]|([^:]*))(?::(.*))?$/.exec(registry) ?? [];
  const hostIsValid = address === undefined ? hostGrammar.test(name ?? '') : isIPv6(address);
  if (!hostIsValid) {
    return {
      template: '"{registry}" is not a registry host: expected host or host:port',
      facts: { registry },
    };
  }
  if (port === undefined || isPort(port)) return undefined;
  return {
    template: '"{port}" is not a port of registry "{registry}": expected a number from 1 to 65535',
    facts: { registry, port },
  };
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

function repositoryFault(repository: string): Fault | undefined {
  if (repository === '') return { template: 'The repository name is empty' };
  for (const segment of repository.split('/')) {
    const fault = segmentFault(segment, repository);
    if (fault) return fault;
  }
  return undefined;
}

function segmentFault(segment: string, repository: string): Fault | undefined {
  if (segmentGrammar.test(segment)) return undefined;
  if (segment === '') {
    return {
      template: 'Repository "{repository}" has an empty part: slashes go between names only',
      facts: { repository },
    };
  }
  const [character] = /[^A-Za-z0-9._-]/u.exec(segment) ?? [];
  if (character !== undefined) {
    return {
      template:
        'Repository "{repository}" contains "{character}": registries allow lower-case letters, digits, ".", "_" and "-" only',
      facts: { repository, segment, character },
    };
  }
  if (/[A-Z]/.test(segment)) {
    return {
      template:
        '"{segment}" in repository "{repository}" has capitals: registries allow lower case only, such as "{suggestion}"',
      facts: { repository, segment, suggestion: repository.toLowerCase() },
    };
  }
  return {
    template:
      '"{segment}" in repository "{repository}" must start and end with a letter or digit, with one ".", "_" or "__", or dashes, between',
    facts: { repository, segment },
  };
}

function tagFault(tag: string): Fault | undefined {
  if (tagGrammar.test(tag)) return undefined;
  if (tag === '') return { template: 'The tag is empty' };
  const [character] = /[^\w.-]/u.exec(tag) ?? [];
  if (character !== undefined) {
    return {
      template:
        'Tag "{tag}" contains "{character}": registries allow letters, digits, "_", "." and "-" only',
      facts: { tag, character },
    };
  }
  if (tag.length > tagLengthLimit) {
    return {
      template: 'The tag is {length} characters long: registries allow {limit}',
      facts: { length: tag.length, limit: tagLengthLimit },
    };
  }
  return {
    template: 'Tag "{tag}" must start with a letter, a digit or "_"',
    facts: { tag },
  };
}
