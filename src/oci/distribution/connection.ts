import { ChartroomError } from '../../base/error';

/** What a failed connection means to a person, by the codes of Node's net, tls, dns and its fetch. */
const reasons = new Map([
  ['ENOTFOUND', 'the name is not known'],
  ['EAI_AGAIN', 'the name could not be looked up at the moment'],
  ['ECONNREFUSED', 'nothing is listening there'],
  ['ECONNRESET', 'the connection was closed'],
  ['EPIPE', 'the connection was closed'],
  ['UND_ERR_SOCKET', 'the connection was closed'],
  ['ETIMEDOUT', 'it did not answer in time'],
  ['UND_ERR_CONNECT_TIMEOUT', 'it did not answer in time'],
  ['UND_ERR_HEADERS_TIMEOUT', 'it did not answer in time'],
  ['UND_ERR_BODY_TIMEOUT', 'it stopped sending'],
  ['EHOSTUNREACH', 'there is no way to that machine'],
  ['ENETUNREACH', 'there is no network to it'],
  ['HPE_INVALID_CONSTANT', 'it does not speak HTTP there'],
]);

const transient = new Set([
  'EAI_AGAIN',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);

/** The names of OpenSSL's verification results (X509_V_ERR_…) as Node reports them, and Node's own. */
const certificateCode =
  /^(?:UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|CERT_|CRL_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;

/** What OpenSSL makes of an answer in plain HTTP. */
const plainHttp = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

const expired = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** Turns what `fetch` or a body stream threw into `oci.certificate`, `oci.plain-http` or `oci.unreachable`. */
export function connectionError(error: unknown, host: string): ChartroomError {
  const code = codeOf(error);
  if (certificateCode.test(code)) return certificateError(error, host, code);
  if (plainHttp.has(code)) {
    return new ChartroomError({
      code: 'oci.plain-http',
      template: '{host} answers in plain HTTP, without encryption; HTTPS was expected',
      facts: { host },
      cause: error,
    });
  }
  return new ChartroomError({
    code: 'oci.unreachable',
    template: '{host} cannot be reached: {reason}',
    facts: { host, reason: reasons.get(code) ?? innermostMessage(error), cause: code },
    cause: error,
  });
}

/** A connection on which nothing has come for too long. */
export function stalledError(host: string, idleTimeout: number): ChartroomError {
  return new ChartroomError({
    code: 'oci.unreachable',
    template: '{host} cannot be reached: it sent nothing for {seconds} seconds',
    facts: { host, seconds: idleTimeout / 1000, cause: 'stalled' },
  });
}

/** True for failures that often pass by themselves; a wrong name, a closed port or a stall do not. */
export function isTransient(error: unknown): boolean {
  return (
    error instanceof ChartroomError &&
    error.code === 'oci.unreachable' &&
    transient.has(String(error.facts['cause']))
  );
}

function certificateError(cause: unknown, host: string, code: string): ChartroomError {
  const facts = { host, reason: code };
  if (expired.has(code)) {
    const template = 'The certificate of {host} is not valid at this time ({reason})';
    return new ChartroomError({ code: 'oci.certificate', template, facts, cause });
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    const template = 'The certificate that {host} shows belongs to another name ({reason})';
    return new ChartroomError({ code: 'oci.certificate', template, facts, cause });
  }
  const template =
    'The certificate of {host} is not trusted ({reason}); the authority that issued it must be known to the system';
  return new ChartroomError({ code: 'oci.certificate', template, facts, cause });
}

/** `fetch` wraps the socket's error, and a connection tried over several addresses is an AggregateError with a code. */
function codeOf(error: unknown): string {
  for (let layer = error; layer instanceof Error; layer = layer.cause) {
    if ('code' in layer && typeof layer.code === 'string') return layer.code;
  }
  return '';
}

function innermostMessage(error: unknown): string {
  let message = 'the connection failed';
  for (let layer = error; layer instanceof Error; layer = layer.cause) {
    if (layer.message !== '') message = layer.message;
  }
  return message;
}
