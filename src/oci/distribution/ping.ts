import type { Abortable } from '../../base/abort';
import { request, subjectOf, type Client } from './client';
import { isPage, pageWords, readFailure } from './failure';
import { contentType, isSuccess } from './message';
import { metadataLimit, readBody } from './body';
import { problemOf } from './problem';
import { notRegistry } from './reply';

/**
 * Finds out whether a registry answers there and takes the login (distribution-spec, "Determining
 * Support").
 * @throws ChartroomError `oci.not-a-registry`, `oci.unauthorized`, `oci.unreachable`, `oci.certificate`
 */
export async function ping(client: Client, options: Abortable = {}): Promise<void> {
  const subject = subjectOf(client, client.host);
  const response = await request(client, '', { method: 'GET', signal: options.signal });
  if (response.status === 401 && !response.headers.has('www-authenticate')) {
    // RFC 7235, section 3.1: a challenge must be there. A login page comes without.
    throw notRegistry(subject, (await readFailure(response)).message);
  }
  if (response.status === 404 || response.status === 405 || isRedirect(response.status)) {
    throw notRegistry(subject, (await readFailure(response)).message);
  }
  if (!isSuccess(response)) throw await problemOf(response, subject);
  if (response.headers.has('docker-distribution-api-version')) return;
  const { bytes } = await readBody(response, metadataLimit);
  const text = new TextDecoder().decode(bytes);
  if (isPage(response, text)) throw notRegistry(subject, pageWords(text) || 'an empty web page');
  // The spec asks for no body; registries send {} or nothing, some with a text type.
  if (text.trim() !== '' && !/^\s*[{[]|^\s*(?:true|ok)\s*$/i.test(text)) {
    throw notRegistry(subject, `${contentType(response) || 'text'} "${text.trim().slice(0, 80)}"`);
  }
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}
