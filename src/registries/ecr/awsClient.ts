import { configuredEndpoint, type ServiceName } from './configuredEndpoint';
import type { RequestHandler } from './fetchHandler';
import { awsCredentials, type AwsCredentials, type AwsLogin } from './login';

/** What all clients of the SDK are made with. */
export interface AwsClientOptions {
  readonly region: string;
  readonly login: AwsLogin;
  /** Base URL of the service; where it is not given, the AWS configuration decides. */
  readonly endpoint?: string | undefined;
  readonly userAgent: string;
  readonly fips?: boolean | undefined;
  readonly dualStack?: boolean | undefined;
}

export interface AwsClientSettings {
  readonly region: string;
  readonly credentials: AwsCredentials;
  readonly customUserAgent: string;
  readonly maxAttempts: number;
  readonly requestHandler:
    RequestHandler | { readonly connectionTimeout: number; readonly requestTimeout: number };
  readonly endpoint?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/** Milliseconds. */
const connectionTimeout = 10_000;
const requestTimeout = 60_000;

/** One attempt a question: repeating is our own business, so that it can be told and cancelled. */
export async function clientSettings(
  service: ServiceName,
  options: AwsClientOptions,
): Promise<AwsClientSettings> {
  const { region, login, userAgent, fips, dualStack } = options;
  const endpoint = options.endpoint ?? (await configuredEndpoint(service, login));
  return {
    region,
    credentials: awsCredentials(login, region),
    customUserAgent: userAgent,
    maxAttempts: 1,
    requestHandler: login.requestHandler ?? { connectionTimeout, requestTimeout },
    // The SDK refuses an endpoint together with a wish for one of the variants.
    ...(endpoint !== undefined
      ? { endpoint }
      : {
          ...(fips === true && { useFipsEndpoint: true }),
          ...(dualStack === true && { useDualstackEndpoint: true }),
        }),
  };
}
