import { parseGoYaml } from './goYaml';
import type { UncheckedMetadata } from './metadata';
import { readMetadata } from './metadataFields';
import { yamlInvalid } from './yamlInvalid';

/**
 * The dependencies in the text of a requirements.yaml, where charts of apiVersion v1 keep them;
 * undefined when it names none, so that those of Chart.yaml stay (Helm, pkg/chart/v2/loader/load.go).
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function parseRequirements(yaml: string): UncheckedMetadata['dependencies'] {
  const file = 'requirements.yaml';
  const document = parseGoYaml(yaml, file);
  return readMetadata(document, (node, reason) => {
    throw yamlInvalid(file, node.position, reason);
  }).dependencies;
}
