import { ChartroomError } from '../../base/error';

/** @throws ChartroomError `repository.url-invalid` */
export function repositoryUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new ChartroomError({
    code: 'repository.url-invalid',
    template: '"{url}" is not the address of a chart repository: expected https://',
    facts: { url: url ? withoutLogin(url).href : text },
  });
}

export function withoutLogin(url: URL): URL {
  const clean = new URL(url);
  clean.username = '';
  clean.password = '';
  return clean;
}

/** Beside the charts, with the query of the repository (Helm, pkg/repo/v1/chartrepo.go, DownloadIndexFile). */
export function indexUrl(repository: URL): URL {
  const url = new URL(repository);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/index.yaml`;
  return url;
}

/**
 * Where an archive is, by a URL of the index (Helm, pkg/repo/v1/chartrepo.go, ResolveReferenceURL).
 * @throws ChartroomError `repository.url-invalid`
 */
export function archiveUrl(repository: URL, text: string): URL {
  if (URL.canParse(text)) return withoutLogin(repositoryUrl(text));
  const folder = new URL(repository);
  folder.pathname = `${folder.pathname.replace(/\/$/, '')}/`;
  if (!URL.canParse(text, folder.href)) throw unusable(text);
  const url = new URL(text, folder);
  url.search = url.search || repository.search;
  return url;
}

/**
 * The name that Helm gives the file: the end of the path (chart_downloader.go, DownloadTo).
 * @throws ChartroomError `repository.url-invalid` when it would lead out of the folder
 */
export function fileOf(url: URL): string {
  const name = decoded(url.pathname.slice(url.pathname.lastIndexOf('/') + 1));
  const isSafe = name !== undefined && !/^\.*$|[/\\\0]/.test(name);
  if (!isSafe) throw unusable(url.pathname);
  return name;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function unusable(url: string): ChartroomError {
  return new ChartroomError({
    code: 'repository.url-invalid',
    template: 'The index names "{url}" as the place of a chart, which is none',
    facts: { url },
  });
}
