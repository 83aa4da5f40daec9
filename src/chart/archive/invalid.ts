import { ChartroomError, type Facts } from '../../base/error';

/**
 * An archive that is not a chart archive, or one that no careful reader may accept. The template
 * carries Helm's own words (`pkg/chart/loader/archive/archive.go`) where Helm has some, so that
 * people find them.
 */
export function invalidArchive(
  template: string,
  facts: Facts = {},
  cause?: unknown,
): ChartroomError {
  return new ChartroomError({ code: 'chart.archive-invalid', template, facts, cause });
}
