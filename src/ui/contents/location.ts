import { isDigest, type Digest } from '../../oci/digest';

/** Scheme of the files of published and saved charts. */
export const chartScheme = 'chart';

/**
 * A file or folder of an artifact, as a URI names it: `chart://AUTHORITY/REPOSITORY@DIGEST/PATH`.
 * The digest makes it the same content for ever.
 */
export interface ChartLocation {
  /** The id of a connection; `saved` for the saved charts. */
  readonly authority: string;
  /** Of the saved charts any name, for people to read. */
  readonly repository: string;
  readonly digest: Digest;
  /** Separated by `/`; `` is the artifact itself. */
  readonly path: string;
}

export const savedAuthority = 'saved';

/** A host may be called as the saved charts are. */
export function connectionAuthority(id: string): string {
  return id === savedAuthority ? `@${id}` : id;
}

/** The parts of a URI; VS Code escapes them where it writes one. */
export interface LocationParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

export function partsOf({ authority, repository, digest, path }: ChartLocation): LocationParts {
  const root = `/${repository.replaceAll('@', '-')}@${digest}`;
  return { scheme: chartScheme, authority, path: path === '' ? root : `${root}/${path}` };
}

/** Undefined for a URI that names no artifact, such as the folder above one. */
export function locationOf({ authority, path }: LocationParts): ChartLocation | undefined {
  const [, repository, digest, below = ''] = /^\/([^@]+)@([^/]+)(?:\/(.*))?$/s.exec(path) ?? [];
  if (repository === undefined || digest === undefined || !isDigest(digest)) return undefined;
  return { authority, repository, digest, path: below.replace(/\/$/, '') };
}

/** VS Code writes the host of a URI in small letters. */
export function isSameAuthority(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
