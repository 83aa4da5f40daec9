import { ChartroomError } from '../../base/error';

/** What a tag for a version is called unless somebody says otherwise, as chart-releaser and most mono-repositories have it. */
export const defaultTagPattern = '{name}-{version}';

// git-check-ref-format(1); a name that begins with a dash would be taken for an option by git itself.
// eslint-disable-next-line no-control-regex
const refused = /^[-/.]|\/$|\/\/|\/\.|\.\.|\.$|\.lock(?:\/|$)|@\{|^@$|[\x00- \x7f~^:?*[\\]/;

/**
 * The name of the git tag of a version.
 *
 * @param pattern with `{name}` and `{version}` of the chart
 * @throws ChartroomError `release.tag-name-invalid`
 */
export function gitTagName(
  pattern: string,
  { name, version }: { readonly name: string; readonly version: string },
): string {
  const tag = pattern.trim().replaceAll('{name}', name).replaceAll('{version}', version);
  if (pattern.includes('{version}') && !refused.test(tag)) return tag;
  throw new ChartroomError({
    code: 'release.tag-name-invalid',
    template: pattern.includes('{version}')
      ? 'git takes no tag called "{tag}", which the pattern "{pattern}" makes'
      : 'The pattern "{pattern}" for git tags has no {version}, so every version would have one tag',
    facts: { tag, pattern },
    remedy: { kind: 'open-setting', setting: 'chartroom.publish.tagPattern' },
  });
}
