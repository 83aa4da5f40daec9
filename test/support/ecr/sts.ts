import { listen } from '../registry/http/listen';
import { readAll } from '../registry/http/request';
import { testAccessKey } from './state';

export interface Sts {
  readonly url: string;
  /** `Action` and its parameters, in the order they came. */
  readonly requests: readonly URLSearchParams[];
  readonly stop: () => Promise<void>;
}

/** The Security Token Service of one account, in the protocol `awsQuery`: who a key is, and roles for everybody. */
export async function startSts({ account }: { readonly account: string }): Promise<Sts> {
  const requests: URLSearchParams[] = [];
  const server = await listen((message, response) => {
    void readAll(message, 64 * 1024).then((body) => {
      const request = new URLSearchParams(body.toString('utf8'));
      requests.push(request);
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(replyTo(request, account));
    });
  }, {});
  return { url: server.url, requests, stop: () => server.stop() };
}

function replyTo(request: URLSearchParams, account: string): string {
  const action = request.get('Action') ?? '';
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${
    action === 'AssumeRole' ? sessionOf(account) : identityOf(account)
  }</${action}Result></${action}Response>`;
}

function identityOf(account: string): string {
  return `<Account>${account}</Account><UserId>AIDA</UserId><Arn>arn:aws:iam::${account}:user/ann</Arn>`;
}

function sessionOf(account: string): string {
  const ends = new Date(Date.now() + 60 * 60_000).toISOString();
  return `<Credentials><AccessKeyId>${testAccessKey}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${ends}</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROA</AssumedRoleId><Arn>arn:aws:sts::${account}:assumed-role/admin/ann</Arn></AssumedRoleUser>`;
}
