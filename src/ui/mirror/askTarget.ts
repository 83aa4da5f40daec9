import * as vscode from 'vscode';
import { checkRepositoryName } from '../../oci/reference';
import { publishTarget } from '../../publishing/publishTarget';
import type { Parts } from '../commands/parts';
import { registryLabel } from '../connections/registrySetting';
import { pickOrType, type Choice } from '../pick/pickOrType';
import { executeCommand } from '../window/executeCommand';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'connections' | 'memory'>;

const lastTarget = 'mirror.target';

/** The place that charts go to: a parent in one of the registries, or as typed. */
export async function askTarget(
  { connections, memory }: Needed,
  title: string,
  names: readonly string[],
): Promise<string | undefined> {
  if (connections.list().length === 0) await executeCommand('chartroom.registry.connect');
  const last = memory.get<string>(lastTarget);
  const target = await pickOrType<string>({
    title,
    placeholder: vscode.l10n.t(
      'Where to? Choose a parent of repositories, or type oci://host/charts/',
    ),
    choices: async function* () {
      const offered = connections.list().flatMap(({ setting, registry: { host } }) => {
        const paths = setting.namespaces?.map((namespace) => `${namespace}/`) ?? ['', 'mirror/'];
        return paths.map((path) => choice(`oci://${host}/${path}`, registryLabel(setting)));
      });
      const others = offered.filter(({ value }) => value !== last);
      const again = last === undefined ? [] : [choice(last, vscode.l10n.t('last time'))];
      yield await Promise.resolve([...again, ...others]);
    },
    typed: (text) => {
      const value = text.includes('://') ? text : `oci://${text}`;
      const target = asPlace(value, names);
      const problem = typingProblem(() => {
        checkRepositoryName(publishTarget(target, 'chart').repository);
      });
      return problem ?? choice(target, vscode.l10n.t('as typed'));
    },
  });
  if (target !== undefined) await memory.update(lastTarget, target);
  return target;
}

/** Several charts need a parent, so what is typed without a slash is one as well. */
function asPlace(value: string, names: readonly string[]): string {
  const isOne = names.length === 1 && !names[0]?.includes('*');
  return isOne || value.endsWith('/') ? value : `${value}/`;
}

function choice(value: string, description: string): Choice<string> {
  return { value, label: value, description, iconPath: new vscode.ThemeIcon('server') };
}
