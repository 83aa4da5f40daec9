/** What a path below `/v2/` names. */
export interface Resource {
  readonly repository: string;
  readonly kind: 'manifests' | 'blobs' | 'uploads' | 'tags' | 'referrers';
  /** Tag, digest or upload. */
  readonly reference: string;
}

export function resourceOf(path: string): Resource | undefined {
  const [, repository = '', kind = '', rest = ''] =
    /^\/v2\/(.+)\/(manifests|blobs|tags|referrers)\/(.*)$/.exec(decodeURIComponent(path)) ?? [];
  if (kind === 'manifests' || kind === 'tags' || kind === 'referrers') {
    return { repository, kind, reference: rest };
  }
  if (kind !== 'blobs') return undefined;
  const upload = /^uploads\/(.*)$/.exec(rest);
  return upload
    ? { repository, kind: 'uploads', reference: upload[1] ?? '' }
    : { repository, kind, reference: rest };
}

/** The IAM action that a request takes (ECR User Guide, "Pushing an image", required permissions). */
export function actionOf(method: string, { kind }: Resource): string {
  switch (kind) {
    case 'tags':
      return 'ecr:ListImages';
    case 'referrers':
      return 'ecr:BatchGetImage';
    case 'manifests':
      return method === 'PUT' ? 'ecr:PutImage' : 'ecr:BatchGetImage';
    case 'blobs':
      return method === 'HEAD' ? 'ecr:BatchCheckLayerAvailability' : 'ecr:GetDownloadUrlForLayer';
    case 'uploads':
      return method === 'POST' ? 'ecr:InitiateLayerUpload' : 'ecr:UploadLayerPart';
  }
}
