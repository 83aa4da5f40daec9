import type { ServerResponse } from 'node:http';
import type { EcrRepository } from './state';

interface Said {
  readonly artifactType?: string;
  readonly config?: { readonly mediaType: string };
  readonly subject?: { readonly digest: string };
}

/** The images whose subject it is (distribution-spec, "Listing Referrers"; ECR User Guide, "OCI 1.1 referrers"). */
export function sendReferrers(
  response: ServerResponse,
  { images }: EcrRepository,
  subject: string,
): void {
  const manifests = [...images.values()].flatMap(({ digest, mediaType, manifest = '{}' }) => {
    const said = JSON.parse(manifest) as Said;
    if (said.subject?.digest !== subject) return [];
    const artifactType = said.artifactType ?? said.config?.mediaType;
    return [{ mediaType, digest, size: Buffer.byteLength(manifest), artifactType }];
  });
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  response.writeHead(200, { 'content-type': mediaType });
  response.end(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
}
