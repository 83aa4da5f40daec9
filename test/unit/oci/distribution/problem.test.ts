import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartroomError } from '../../../../src/base/error';
import type { HttpResponse } from '../../../../src/oci/distribution/message';
import { problemOf } from '../../../../src/oci/distribution/problem';

const endpoint = new URL('https://registry.example');
const subject = { host: 'registry.example', endpoint, name: 'charts/app:1.0.0' };

interface Answer {
  readonly status: number;
  readonly body?: string | object;
  readonly headers?: Record<string, string>;
  readonly identified?: boolean;
  readonly from?: string;
}

function problem({
  status,
  body = '',
  headers,
  identified,
  from,
}: Answer): Promise<ChartroomError> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response: HttpResponse = {
    status,
    headers: new Headers(headers),
    url: new URL(from ?? '/v2/charts/app/manifests/1.0.0', endpoint),
    ...(identified !== undefined && { identified }),
    body: ReadableStream.from([Buffer.from(text)]),
  };
  return problemOf(response, subject);
}

function errors(code: string, message?: string): object {
  return { errors: [{ code, message }] };
}

test('keeps what the registry says', async () => {
  const error = await problem({
    status: 404,
    body: errors('MANIFEST_UNKNOWN', 'manifest unknown.'),
  });
  assert.equal(error.code, 'oci.not-found');
  assert.equal(
    error.message,
    'charts/app:1.0.0 was not found on registry.example: manifest unknown',
  );
  assert.equal(error.facts['registryCode'], 'MANIFEST_UNKNOWN');
});

test('tells a missing login from one that was not accepted and from missing rights', async () => {
  const signIn = { kind: 'sign-in', host: 'registry.example' };
  const missing = await problem({ status: 401 });
  assert.deepEqual([missing.code, missing.remedy], ['oci.unauthorized', signIn]);
  assert.match(missing.message, /wants a login/);

  const wrong = await problem({ status: 401, identified: true });
  assert.deepEqual([wrong.code, wrong.remedy], ['oci.unauthorized', signIn]);
  assert.match(wrong.message, /did not accept the login/);

  const headers = { 'www-authenticate': 'Bearer realm="x",error="insufficient_scope"' };
  const lacking = await problem({ status: 401, identified: true, headers });
  assert.deepEqual([lacking.code, lacking.remedy], ['oci.denied', undefined]);

  const forbidden = await problem({
    status: 403,
    identified: true,
    body: errors('DENIED', "client with IP '192.0.2.1' is not allowed access."),
  });
  assert.equal(
    forbidden.message,
    "registry.example denied access to charts/app:1.0.0: client with IP '192.0.2.1' is not allowed access",
  );
});

test('gives each kind of failure its code', async () => {
  const codes: readonly (readonly [Answer, string])[] = [
    [{ status: 400, body: errors('TAG_INVALID', 'immutable') }, 'oci.rejected'],
    [{ status: 400, body: errors('MANIFEST_BLOB_UNKNOWN') }, 'oci.rejected'],
    [{ status: 404, body: errors('MANIFEST_BLOB_UNKNOWN') }, 'oci.rejected'],
    [{ status: 400, body: errors('DIGEST_INVALID') }, 'oci.digest-mismatch'],
    [{ status: 405, body: errors('REGISTRY_DISALLOWED_OPERATION') }, 'oci.unsupported'],
    [{ status: 400, body: errors('UNSUPPORTED') }, 'oci.unsupported'],
    [{ status: 413 }, 'oci.rejected'],
    [{ status: 429, body: errors('TOOMANYREQUESTS') }, 'oci.throttled'],
    [{ status: 501 }, 'oci.unsupported'],
    [{ status: 502 }, 'oci.server-error'],
  ];
  for (const [answer, code] of codes) {
    assert.equal((await problem(answer)).code, code, JSON.stringify(answer));
  }
});

test('does not ask for a login when the storage behind the registry refuses', async () => {
  const error = await problem({
    status: 403,
    from: 'https://bucket.s3.example/key',
    body: '<Error><Code>AccessDenied</Code></Error>',
  });
  assert.deepEqual([error.code, error.remedy], ['oci.denied', undefined]);
  assert.equal(error.facts['storage'], 'bucket.s3.example');
});

test('takes the words of a page, a text, an OAuth answer or of nothing', async () => {
  const reason = async (body: string | object, headers = {}): Promise<unknown> =>
    (await problem({ status: 502, body, headers })).facts['reason'];
  assert.equal(await reason('<html><title>Bad  gateway</title><h1>…'), 'Bad gateway');
  assert.equal(await reason('<!DOCTYPE html><style>a{}</style><h1>Oh no</h1>'), 'Oh no');
  assert.equal(await reason('upstream\nfailed\u0007 now.'), 'upstream failed now');
  assert.equal(await reason({ error: 'x', error_description: 'expired' }), 'expired');
  assert.equal(await reason({ details: 'incorrect password' }), 'incorrect password');
  assert.equal(await reason({ errors: [{ code: 'UNKNOWN' }] }), 'UNKNOWN');
  assert.equal(await reason({ errors: 'nonsense' }), 'it answered with status 502');
  assert.equal(await reason('{ not JSON'), '{ not JSON');
  assert.equal(await reason(''), 'it answered with status 502');
  assert.equal(String(await reason('x'.repeat(100_000))).length, 301);
});
