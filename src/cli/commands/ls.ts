import { formatSize } from '../../base/size';
import { versionOfTag } from '../../chart/tag';
import { newestFirst } from '../../chart/version';
import { isAttachmentTag, kindOfType } from '../../publishing/artifactKind';
import type { VersionEntry } from '../../registries/registry';
import { defineCommand } from '../command';
import { table } from '../console/table';
import { registryOptions } from '../options';
import { openRemote } from '../remoteReference';

export const ls = defineCommand({
  arguments: [{ name: 'REPOSITORY', description: '[oci://]host/repository' }],
  description: [
    'Newest first by Semantic Versioning; tags that are no version come after. Digest, kind, size and\ndate are shown where the listing of the host tells them: nothing is read of each version.',
  ],
  options: {
    all: { type: 'boolean', description: 'also tags of signatures and the like' },
    ...registryOptions,
  },
  examples: [
    { command: 'chartroom ls registry.example/charts/app', what: 'the versions of a chart' },
    {
      command: "chartroom ls registry.example/charts/app -o json | jq -r '.result.versions[0].tag'",
      what: 'the newest one',
    },
  ],
  async run({ arguments: [reference = ''], options, session }) {
    const { repository } = await openRemote(reference, session);
    session.console.step(`listing ${repository.location}`);
    const entries: VersionEntry[] = [];
    for await (const { items } of repository.versions({ signal: session.signal, pageSize: 1000 })) {
      entries.push(...items.filter(({ tag }) => options.all === true || !isAttachmentTag(tag)));
    }
    const versions = newestFirst(entries, ({ tag }) => versionOfTag(tag)).map(rowOf);
    return {
      result: { repository: repository.location, versions },
      text: table(
        ['TAG', 'DIGEST', 'KIND', 'SIZE', 'PUSHED'],
        versions.map(({ tag, digest, kind, size, pushed }) => [
          ...[tag, digest, kind, size === undefined ? undefined : formatSize(size)],
          pushed?.slice(0, 19),
        ]),
      ),
    };
  },
});

function rowOf({ tag, digest, artifactType, size, pushed, lock }: VersionEntry) {
  return {
    tag,
    ...(digest !== undefined && { digest }),
    ...(artifactType !== undefined && { kind: kindOfType(artifactType), artifactType }),
    ...(size !== undefined && { size }),
    ...(pushed && { pushed: pushed.toISOString() }),
    ...(lock && (!lock.write || !lock.delete) && { locked: true }),
  };
}
