import { isObject, parseObject, type JsonObject } from '../json';
import { errorBodyLimit, readBody } from './body';
import { contentType, type HttpResponse } from './message';

/** What a response that is no success says about itself. */
export interface Failure {
  /** The registry's code, such as `MANIFEST_UNKNOWN` (distribution-spec, "Error Codes"). */
  readonly code?: string;
  /** Its own words, shortened; for a web page the title. Always something that can end a sentence. */
  readonly message: string;
}

const longestMessage = 300;

/** Reads the body of a failed response. Registries answer with the JSON of the spec, token servers with that of OAuth 2, proxies with pages. */
export async function readFailure(response: HttpResponse): Promise<Failure> {
  const { bytes } = await readBody(response, errorBodyLimit);
  const text = new TextDecoder().decode(bytes);
  const status = `it answered with status ${response.status}`;
  if (isPage(response, text)) return { message: pageWords(text) || status };
  const document = text.trimStart().startsWith('{') ? jsonOf(bytes) : undefined;
  if (document === undefined) return { message: sentence(text) || status };
  const { code, message } = described(document);
  return {
    ...(code !== undefined && { code }),
    message: sentence(message ?? code ?? '') || status,
  };
}

/** Whether a web page came instead of what a registry answers. */
export function isPage(response: HttpResponse, text: string): boolean {
  return contentType(response) === 'text/html' || /^\s*<(?:!doctype|html)/i.test(text);
}

/** The title of a web page, or its first words. */
export function pageWords(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? '';
  return sentence(title) || sentence(html.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' '));
}

interface Described {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

function described(document: JsonObject): Described {
  const errors = document['errors'];
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (isObject(first)) {
    const detail = textOf(first['detail']);
    const message = textOf(first['message']);
    return { code: textOf(first['code']), message: message ?? detail };
  }
  // Azure Resource Manager.
  const nested = document['error'];
  if (isObject(nested)) return { code: textOf(nested['code']), message: textOf(nested['message']) };
  // RFC 6749, section 5.2; Docker Hub's token server says `details`.
  const message =
    textOf(document['error_description']) ??
    textOf(document['details']) ??
    textOf(document['message']);
  return { message: message ?? textOf(nested) };
}

function jsonOf(bytes: Uint8Array): JsonObject | undefined {
  try {
    return parseObject(bytes, (reason) => new SyntaxError(reason));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Foreign text made fit to stand in a message: one line, no control characters, no full stop, not long. */
function sentence(text: string): string {
  const line = text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}
