import { ChartroomError } from '../../base/error';
import { parseObject, type JsonObject } from '../json';
import { metadataLimit, readBody } from './body';
import { isPage, pageWords } from './failure';
import { isSuccess, type HttpResponse } from './message';
import { problemOf, type Subject } from './problem';

/** A success that does not hold what the distribution-spec says it does. */
export function invalidReply(
  { host, name }: Subject,
  reason: string,
  cause?: unknown,
): ChartroomError {
  return new ChartroomError({
    code: 'oci.reply-invalid',
    template: 'The answer of {host} for {subject} cannot be used: {reason}',
    facts: { host, subject: name, reason },
    cause,
  });
}

/** Something answers on that host, but no registry. */
export function notRegistry({ host }: Subject, answer: string): ChartroomError {
  return new ChartroomError({
    code: 'oci.not-a-registry',
    template: '{host} does not answer as a registry: {answer}',
    facts: { host, answer },
  });
}

/** Reads a JSON document of at most 4 MiB. Its Content-Type is not looked at: registries send text/plain as well. */
export async function readJson(response: HttpResponse, subject: Subject): Promise<JsonObject> {
  if (!isSuccess(response)) throw await problemOf(response, subject);
  const { bytes, truncated } = await readBody(response, metadataLimit);
  if (truncated) throw invalidReply(subject, 'it is too long');
  checkNoPage(response, bytes, subject);
  return parseObject(bytes, (reason, cause) => invalidReply(subject, reason, cause));
}

/** A portal or proxy that answers everything with a page of its own. @throws ChartroomError `oci.not-a-registry` */
export function checkNoPage(response: HttpResponse, bytes: Uint8Array, subject: Subject): void {
  const text = new TextDecoder().decode(bytes.subarray(0, 16 * 1024));
  if (isPage(response, text)) throw notRegistry(subject, pageWords(text) || 'an empty web page');
}
