/** Of a label of DNS (RFC 1123), which Kubernetes has for most names. */
const longestLabel = 63;
/** Helm, pkg/chartutil/validate_name.go. */
const longestRelease = 53;

/** Words for a job, a file, a release: lower-case letters, digits and dashes. */
export function slug(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return withoutEnds(plain.slice(0, longestLabel)) || 'chart';
}

/** What the git tags of a chart begin with, before its version; a name that filters would take for more is one in words. */
export function tagPrefix(chart: string): string {
  return `${/^[\w.-]+$/.test(chart) ? chart : slug(chart)}-`;
}

/** A name for a release that Helm takes. */
export function releaseName(chart: string): string {
  return withoutEnds(slug(chart).slice(0, longestRelease));
}

/** The name of a block of Terraform: a letter or `_` first, then also digits. */
export function terraformName(text: string): string {
  const name = slug(text).replaceAll('-', '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** A chart's name for a title; what could be read as an expression or a control is left out. */
export function plainTitle(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._/:@+-]+/gu, '-');
}

/** True for a path that no filter of a pipeline takes for more than a path. */
export function isPlainPath(path: string): boolean {
  return /^[\w.][\w./-]*$/.test(path);
}

function withoutEnds(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}
