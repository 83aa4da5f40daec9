/** The tag a version is stored under: OCI tags have no `+` (Helm, pkg/registry/tag.go). */
export function tagOfVersion(version: string): string {
  return version.replaceAll('+', '_');
}

/** The version a tag stands for. SemVer has no `_`, so every one of them was a `+`. */
export function versionOfTag(tag: string): string {
  return tag.replaceAll('_', '+');
}
