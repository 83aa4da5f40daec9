import type { Abortable } from '../../base/abort';
import { isSuccess, type HttpRequest, type Send } from '../../oci/distribution/message';
import { problemOf, type Subject } from '../../oci/distribution/problem';
import { readJson } from '../../oci/distribution/reply';
import type { JsonObject } from '../../oci/json';

/**
 * Posts a form with a secret in it, as the OAuth 2 endpoints want it, and reads the JSON that comes back.
 * @throws ChartroomError what `problemOf` makes of a refusal
 */
export async function postForm(
  send: Send,
  url: URL,
  fields: Readonly<Record<string, string>>,
  name: string,
  { signal }: Abortable,
): Promise<JsonObject> {
  const bytes = Buffer.from(new URLSearchParams(fields).toString());
  const request: HttpRequest = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: { size: bytes.length, open: () => Promise.resolve(bytes) },
    confined: true,
    signal,
  };
  const subject: Subject = { host: url.host, endpoint: url, name };
  const response = await send(request);
  if (!isSuccess(response)) throw await problemOf({ ...response, identified: true }, subject);
  return readJson(response, subject);
}
