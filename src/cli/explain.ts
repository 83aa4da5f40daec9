import { ChartroomError } from '../base/error';

/** What failed, as one sentence, and below it what helps against it. */
export function explain(error: unknown, command: string | undefined): string {
  if (!(error instanceof ChartroomError)) {
    const reason = error instanceof Error ? error.message : String(error);
    return `chartroom stopped at an error it does not know: ${reason}`;
  }
  const hint = remedyCommand(error, command);
  const sentence = `${error.message}.`.replace(/\?\.$/, '?');
  const { remedy } = error;
  return [
    sentence,
    ...(hint === undefined ? [] : [`  try: ${hint}`]),
    // For example the smallest policy that would do.
    ...(remedy?.kind === 'show-text' ? [`${remedy.title}:`, remedy.text] : []),
  ].join('\n');
}

/** What to type against an error; undefined where there is no such thing. */
export function remedyCommand(error: unknown, command: string | undefined): string | undefined {
  if (!(error instanceof ChartroomError)) return undefined;
  if (error.code.startsWith('usage.')) {
    return command === undefined ? undefined : `chartroom help ${command}`;
  }
  if (error.code === 'publish.tag-taken') return `chartroom ${command ?? 'push'} … --replace`;
  if (error.code === 'chart.folder-exists' || error.code === 'export.file-exists') {
    return `chartroom ${command ?? 'export'} … --replace`;
  }
  const { remedy } = error;
  switch (remedy?.kind) {
    case 'sign-in':
      return `chartroom login ${remedy.host}`;
    case 'run-in-terminal':
      return remedy.command;
    case 'create-repository':
      return `chartroom ${command ?? 'push'} … --create-repository`;
    case 'update-dependencies':
      return `chartroom deps update ${remedy.chart}`;
    case 'choose-version':
      return `chartroom ls oci://${remedy.repository}`;
    case 'sign-in-chart-repository':
      return `helm repo add NAME ${remedy.url} --username USER --password-stdin`;
    case undefined:
    case 'open-file':
    case 'open-setting':
    case 'choose-publish-target':
    case 'free-space':
    case 'show-text':
    case 'bump-version':
    case 'unlock-version':
    case 'show-log':
      return undefined;
  }
}
