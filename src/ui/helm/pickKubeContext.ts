import * as vscode from 'vscode';
import type { KubeContext, Kubeconfig } from '../../publishing/helm/kubeconfig';

/** The cluster to install into, by the contexts of the kubeconfig; the current one comes first. */
export async function pickKubeContext(
  { current, contexts }: Kubeconfig,
  title: string,
): Promise<KubeContext | undefined> {
  const isCurrent = ({ name }: KubeContext): boolean => name === current;
  const sorted = [...contexts].sort(
    (one, other) => Number(isCurrent(other)) - Number(isCurrent(one)),
  );
  const rows = sorted.map((context) => ({
    label: context.name,
    description: isCurrent(context) ? vscode.l10n.t('current') : '',
    detail: clusterWords(context),
    iconPath: new vscode.ThemeIcon('server-environment'),
    context,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('Context of the kubeconfig: the cluster to install into'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.context;
}

/** Where a context leads. */
export function clusterWords({ cluster, server, namespace, user }: KubeContext): string {
  return [
    vscode.l10n.t('cluster {cluster}', {
      cluster: [cluster, server && `(${server})`].filter(Boolean).join(' '),
    }),
    user !== undefined && vscode.l10n.t('user {user}', { user }),
    vscode.l10n.t('namespace {namespace}', { namespace: namespace ?? 'default' }),
  ]
    .filter(Boolean)
    .join(' · ');
}
