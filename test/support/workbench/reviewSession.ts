import { inRegistry } from '../registryFixture';
import type { ReviewedPlaces } from './reviewFlow';
import { inSession, type Session, type SessionOptions } from './session';

/** A window with two registries that are connected, called dev and prod. */
export async function inReviewSession(
  options: SessionOptions,
  use: (session: Session, places: ReviewedPlaces) => Promise<void>,
): Promise<void> {
  await inRegistry((dev) =>
    inRegistry((prod) => {
      const registries = [
        { host: dev.host, name: 'dev' },
        { host: prod.host, name: 'prod' },
      ];
      return inSession({ ...options, registries }, (session) =>
        use(session, { dev: dev.host, prod: prod.host }),
      );
    }),
  );
}
