import type { HostOptions } from '../../oci/distribution/host';
import type { Send } from '../../oci/distribution/message';
import { createTransport } from '../../oci/distribution/transport';

export type AzureSendOptions = Omit<
  HostOptions,
  'host' | 'plainHttp' | 'credentials' | 'allowRealm'
>;

/** Requests to Azure that bring their authorization with them: the same redirects, retries and log as to a registry. */
export function azureSend(options: AzureSendOptions): Send {
  const { concurrency = 6, idleTimeout = 60_000 } = options;
  return createTransport({ ...options, concurrency, idleTimeout }).send;
}
