/** The `host[:port]` in what a person pastes: a URL, an `oci://` reference, a host. */
export function hostOf(text: string): string {
  const [host = ''] = withoutScheme(text).split('/');
  return host.toLowerCase();
}

/** The path pasted with a host, as in `ghcr.io/my-team`: where the repositories of interest are. Empty without one. */
export function namespaceOf(text: string): string {
  const [, ...path] = withoutScheme(text).split('/');
  return path.filter((part) => part !== '' && part !== 'v2').join('/');
}

function withoutScheme(text: string): string {
  return text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
}
