import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { peer } from '../peer';

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
}

interface Model {
  validate(): void;
}

type Module = Readonly<Record<string, new (resource: object) => Model>>;

/**
 * Holds manifests against the definitions (CRDs) that Flux or Argo CD brings along.
 * @throws Error with what is wrong, and for a kind or version that is not defined
 */
export async function checkManifests(
  text: string,
  of: 'fluxModels' | 'argoModels',
): Promise<number> {
  const resources = parseAllDocuments(text).map((document) => document.toJS() as Resource);
  for (const resource of resources) {
    const path = join(peer(of), resource.apiVersion, `${resource.kind}.js`);
    const models = (await import(pathToFileURL(path).href)) as Module;
    const Kind = models[resource.kind];
    if (!Kind) throw new Error(`${resource.kind} is not in ${path}`);
    new Kind(resource).validate();
  }
  return resources.length;
}
