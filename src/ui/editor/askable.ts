import type { Connection, Connections } from '../connections/connections';
import type { Listings } from '../explorer/listings';

/** What it takes to tell who can be asked. */
export interface AskableParts {
  readonly connections: Connections;
  readonly listings: Listings;
}

/**
 * The registries that are connected, and that can be asked without a dialog: a profile of AWS may want the code of an MFA
 * device, so those are asked once somebody has opened them in the Registries view.
 */
export function askableConnections({ connections, listings }: AskableParts): readonly Connection[] {
  return connections.list().filter((connection) => {
    const { id, setting } = connection;
    return (
      setting.aws?.['profile'] === undefined ||
      listings.repositories({ type: 'registry', id, connection }).started
    );
  });
}

/** One of them at this host. */
export function askableAt(parts: AskableParts, host: string): Connection | undefined {
  return askableConnections(parts).find(({ setting }) => setting.host === host);
}
