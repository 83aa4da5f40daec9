import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../registry/http/listen';
import { readAll } from '../registry/http/request';
import { AwsRefusal } from './awsRefusal';
import { object, type Input } from './input';
import { operations, type Operation } from './operations';
import { deniedWords, type EcrState } from './state';

export interface ApiRequest {
  readonly operation: string;
  readonly input: Input;
  /** When the client says it signed it, as `YYYYMMDDTHHMMSSZ`. */
  readonly signed: string;
  /** The region it was signed for. */
  readonly region: string;
}

export interface EcrApi {
  readonly url: string;
  /** In the order they came. */
  readonly requests: readonly ApiRequest[];
  /** Answers the next requests with these, one each. */
  readonly refuse: (...refusals: readonly AwsRefusal[]) => void;
  readonly stop: () => Promise<void>;
}

/** A service as its requests name it: the prefix of `X-Amz-Target`, IAM's prefix, and what it does. */
export interface Service {
  readonly target: string;
  readonly actions: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

const privateEcr: Service = {
  target: 'AmazonEC2ContainerRegistry_V20150921',
  actions: 'ecr',
  operations,
};

/** A service of AWS over HTTP, in the protocol `awsJson1_1`, for the real SDK to talk to. */
export async function startApi(state: EcrState, service = privateEcr): Promise<EcrApi> {
  const requests: ApiRequest[] = [];
  const refusals: AwsRefusal[] = [];

  const answer = async (message: IncomingMessage): Promise<object> => {
    const operation = String(message.headers['x-amz-target']).replace(`${service.target}.`, '');
    const body = await readAll(message, 1024 * 1024);
    const input = object(JSON.parse(body.toString('utf8')));
    const signed = String(message.headers['x-amz-date']);
    requests.push({ operation, input, signed, region: regionOf(message) });
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    checkKeys(message, state);
    const action = `${service.actions}:${operation}`;
    if (state.denied.has(action)) {
      const name = input['repositoryName'];
      const words = deniedWords(state, action, typeof name === 'string' ? name : '*');
      throw new AwsRefusal('AccessDeniedException', words);
    }
    const work = service.operations[operation];
    if (!work) throw new AwsRefusal('UnknownOperationException', operation);
    return work(state, input);
  };

  const server = await listen((message, response) => {
    answer(message)
      .then((reply) => {
        send(response, 200, reply);
      })
      .catch((error: unknown) => {
        const { type, message: words, status, date } = refusalOf(error);
        if (date) response.setHeader('date', date.toUTCString());
        send(response, status, { __type: type, message: words });
      });
  }, {});
  return {
    url: server.url,
    requests,
    refuse: (...more) => refusals.push(...more),
    stop: () => server.stop(),
  };
}

/** A signature is for a day, a region and a service (AWS Signature Version 4, "Credential scope"). */
function regionOf({ headers }: IncomingMessage): string {
  return /Credential=\w+\/\d+\/([\w-]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Only the key's name is looked at; signing is the SDK's business. */
function checkKeys(message: IncomingMessage, { accessKeys }: EcrState): void {
  const [, key = ''] = /Credential=(\w+)\//.exec(message.headers.authorization ?? '') ?? [];
  if (accessKeys.has(key)) return;
  const words = 'The security token included in the request is invalid.';
  throw new AwsRefusal('UnrecognizedClientException', words);
}

function refusalOf(error: unknown): AwsRefusal {
  return error instanceof AwsRefusal
    ? error
    : new AwsRefusal('ServerException', String(error), 500);
}

function send(response: ServerResponse, status: number, reply: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(reply));
}
