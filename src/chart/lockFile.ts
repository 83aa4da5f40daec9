import { field, text as textIn } from './goDecode';
import { parseGoYaml } from './goYaml';
import { goYamlText } from './goYamlText';
import type { Dependency } from './metadata';
import { readMetadata } from './metadataFields';
import { yamlInvalid } from './yamlInvalid';

/** A Chart.lock or requirements.lock: `Lock` in Helm's pkg/chart/v2/dependency.go. */
export interface Lock {
  /** What each dependency was resolved to, in the order of Chart.yaml. */
  readonly dependencies: readonly Dependency[];
  /** As `lockDigest` makes it. */
  readonly digest: string;
  /** RFC 3339. */
  readonly generated: string;
}

/**
 * Reads the text of a lock as Helm does. `file` is the name the error speaks of.
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function parseLock(yaml: string, file: string): Lock {
  const node = parseGoYaml(yaml, file);
  const onWrongShape = (place: typeof node, reason: string): never => {
    throw yamlInvalid(file, place.position, reason);
  };
  const document = { node, path: '', onWrongShape };
  const { dependencies = [] } = readMetadata(node, onWrongShape);
  return {
    dependencies: dependencies.filter((item) => item !== null),
    digest: textIn(field(document, 'digest')),
    generated: textIn(field(document, 'generated')),
  };
}

/** The text of a lock, to the byte as Helm writes it (manager.go, `writeLock`). */
export function lockText(lock: Lock): string {
  const items = lock.dependencies.map(
    ({ name, repository, version = '' }) =>
      `${line('- name', name)}${line('  repository', repository)}${
        version === '' ? '' : line('  version', version)
      }`,
  );
  const list = items.length === 0 ? 'dependencies: []\n' : `dependencies:\n${items.join('')}`;
  return `${list}${line('digest', lock.digest)}${line('generated', lock.generated)}`;
}

function line(key: string, value: string): string {
  const indent = /^[ -]*/.exec(key)?.[0].length ?? 0;
  return `${key}: ${goYamlText(value, key.length + 2, indent + 2)}\n`;
}
