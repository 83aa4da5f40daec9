import type { Promotion } from '../../../src/publishing/promote/promotion';
import type { Registry } from '../../../src/registries/registry';

/** Of `repository:tag` here to `repository:tag` there. */
export function promotionOf(
  from: Registry,
  source: string,
  to: Registry,
  target: string,
): Promotion {
  const [sourceName = '', reference = ''] = source.split(':');
  const [targetName = '', tag = ''] = target.split(':');
  const repository = from.repository(sourceName);
  return {
    ...{ source: repository, reference, from: `${repository.location}:${reference}` },
    ...{ registry: to, repository: to.repository(targetName), tag },
  };
}
