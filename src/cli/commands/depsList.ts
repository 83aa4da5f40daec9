import { redact } from '../../base/redact';
import { listDependencies } from '../../publishing/dependencies/list';
import { chartFolder } from '../chartFolder';
import { defineCommand } from '../command';
import { table } from '../console/table';

export const depsList = defineCommand({
  arguments: [
    {
      name: 'DIR',
      description: 'folder of the chart; this one when it is left out',
      optional: true,
    },
  ],
  description: ['In the words of helm dependency list. No host is asked.'],
  options: {},
  examples: [
    { command: 'chartroom deps list charts/app', what: 'what is in charts/, and what is not' },
  ],
  async run({ arguments: [typed = '.'], session }) {
    const { dependencies, undeclared } = await listDependencies(
      await chartFolder(typed, session),
      session,
    );
    const rows = dependencies.map(({ dependency, status, locked }) => ({
      name: dependency.name,
      ...(dependency.version !== undefined && { version: dependency.version }),
      // It can hold a password, which a job would show to whoever reads its log.
      ...(dependency.repository !== '' && { repository: redact(dependency.repository) }),
      ...(locked !== undefined && { locked }),
      status,
    }));
    return {
      result: {
        dependencies: rows,
        undeclared: undeclared.map(({ path, metadata: { name, version } }) => ({
          ...{ name, version, path },
        })),
      },
      text: [
        ...table(
          ['NAME', 'VERSION', 'LOCKED', 'REPOSITORY', 'STATUS'],
          rows.map(({ name, version, locked, repository, status }) => [
            ...[name, version, locked, repository, status],
          ]),
        ),
        ...undeclared.map(({ path }) => `not in Chart.yaml: ${path}`),
      ],
    };
  },
});
