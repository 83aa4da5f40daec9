import { parseDocument } from 'yaml';
import { ChartroomError } from '../../base/error';

/** A context of a kubeconfig, without any of the secrets beside it. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  /** URL of the cluster's API, where the cluster is described. */
  readonly server: string | undefined;
  /** Where nothing says otherwise, `default` is meant. */
  readonly namespace: string | undefined;
  readonly user: string | undefined;
}

export interface Kubeconfig {
  readonly current: string | undefined;
  readonly contexts: readonly KubeContext[];
}

export interface KubeconfigFile {
  readonly path: string;
  readonly text: string;
}

/**
 * What several files say together. The first that names a current context decides, and of two contexts or clusters of one
 * name the first counts (client-go, tools/clientcmd/loader.go, `ClientConfigLoadingRules.Load`).
 *
 * @throws ChartroomError `kubeconfig.invalid`; nothing of a file is quoted
 */
export function mergeKubeconfigs(files: readonly KubeconfigFile[]): Kubeconfig {
  let current: string | undefined;
  const servers = new Map<string, string | undefined>();
  const contexts = new Map<string, Omit<KubeContext, 'server'>>();
  for (const file of files) {
    const document = documentIn(file);
    current ??= textOf(document['current-context']);
    for (const [name, cluster] of named(document['clusters'], 'cluster')) {
      if (!servers.has(name)) servers.set(name, textOf(cluster['server']));
    }
    for (const [name, context] of named(document['contexts'], 'context')) {
      if (contexts.has(name)) continue;
      const cluster = textOf(context['cluster']) ?? '';
      const namespace = textOf(context['namespace']);
      contexts.set(name, { name, cluster, namespace, user: textOf(context['user']) });
    }
  }
  return {
    current,
    contexts: [...contexts.values()].map((context) => ({
      ...context,
      server: servers.get(context.cluster),
    })),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function documentIn({ path, text }: KubeconfigFile): Fields {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) throw invalid(path, problem.linePos?.[0].line);
  const value: unknown = document.toJS();
  if (value === null) return {};
  if (!isFields(value)) throw invalid(path, 1);
  return value;
}

/** The list of names and what each stands for, as files have it. */
function named(list: unknown, key: string): [string, Fields][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown): [string, Fields][] => {
    const name = isFields(entry) ? textOf(entry['name']) : undefined;
    if (name === undefined || !isFields(entry)) return [];
    const value = entry[key];
    return [[name, isFields(value) ? value : {}]];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function invalid(path: string, line = 1): ChartroomError {
  return new ChartroomError({
    code: 'kubeconfig.invalid',
    template: 'The kubeconfig {path} cannot be read as YAML: there is an error in line {line}',
    facts: { path, line },
    remedy: { kind: 'open-file', path, line },
  });
}
