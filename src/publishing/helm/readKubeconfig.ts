import { readFile } from 'node:fs/promises';
import { isAbort, type Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';
import { pathsOf, variable, type Surroundings } from '../../registries/credentials/surroundings';
import { mergeKubeconfigs, type Kubeconfig, type KubeconfigFile } from './kubeconfig';

/**
 * Reads the kubeconfig that kubectl and Helm would use: the files of `$KUBECONFIG` that are there, else `~/.kube/config`. No
 * cluster is asked.
 *
 * @throws ChartroomError `kubeconfig.missing`, `kubeconfig.unreadable`, `kubeconfig.invalid`
 */
export async function readKubeconfig(
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<Kubeconfig> {
  const paths = kubeconfigPaths(surroundings);
  const read = await Promise.all(paths.map((path) => fileAt(path, options)));
  const kubeconfig = mergeKubeconfigs(read.filter((file) => file !== undefined));
  if (kubeconfig.contexts.length > 0) return kubeconfig;
  throw new ChartroomError({
    code: 'kubeconfig.missing',
    template: 'No kubeconfig names a cluster to install into; looked in {paths}',
    facts: { paths: paths.join(', ') },
  });
}

function kubeconfigPaths(surroundings: Surroundings): string[] {
  const path = pathsOf(surroundings);
  const listed = (variable(surroundings, 'KUBECONFIG') ?? '').split(path.delimiter).filter(Boolean);
  return listed.length > 0
    ? [...new Set(listed)]
    : [path.join(surroundings.home, '.kube', 'config')];
}

async function fileAt(path: string, { signal }: Abortable): Promise<KubeconfigFile | undefined> {
  try {
    return { path, text: await readFile(path, { encoding: 'utf8', signal }) };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return undefined;
    if (isAbort(error, signal) || code === undefined) throw error;
    throw new ChartroomError({
      code: 'kubeconfig.unreadable',
      template: 'The kubeconfig {path} cannot be read: {reason}',
      facts: { path, reason: systemErrorReason(error) },
      cause: error,
    });
  }
}
