import * as vscode from 'vscode';
import { parseConstraint } from '../../chart/constraint';
import { versionOfTag } from '../../chart/tag';
import { newestFirst } from '../../chart/version';
import { isDigest } from '../../oci/digest';
import { isTag } from '../../oci/reference';
import { isAttachmentTag } from '../../publishing/artifactKind';
import type { Repository } from '../../registries/registry';
import { pickOrType } from './pickOrType';
import type { Choice } from './pickOrType';
import { typingProblem } from '../window/typingProblem';

/** A version of a repository, newest first, or a constraint, tag or digest that is typed. */
export function pickVersion(repository: Repository, title: string): Promise<string | undefined> {
  const choice = (tag: string): Choice<string> => ({
    label: versionOfTag(tag),
    iconPath: new vscode.ThemeIcon('tag'),
    value: tag,
  });
  return pickOrType<string>({
    title,
    placeholder: vscode.l10n.t('Version, constraint (^1.2), tag or digest in {repository}', {
      repository: repository.location,
    }),
    choices: async function* (signal) {
      const tags: string[] = [];
      try {
        for await (const page of repository.versions({ signal })) {
          for (const { tag } of page.items) if (!isAttachmentTag(tag)) tags.push(tag);
        }
      } finally {
        // Where a page fails, what was read before it is left to choose from.
        yield newestFirst(tags, versionOfTag).map(choice);
      }
    },
    typed: (text) => {
      const problem =
        isDigest(text) || isTag(text) ? undefined : typingProblem(() => parseConstraint(text));
      return problem ?? { ...choice(text), label: text, description: vscode.l10n.t('as typed') };
    },
  });
}
