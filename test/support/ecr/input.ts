import { AwsRefusal } from './awsRefusal';

/** The body of a request to an AWS service, read field by field. */
export type Input = Readonly<Record<string, unknown>>;

export function text(input: Input, field: string): string {
  const value = input[field];
  if (typeof value === 'string') return value;
  throw new AwsRefusal('InvalidParameterException', `Invalid parameter at '${field}'`);
}

export function list(input: Input, field: string): readonly unknown[] {
  const value = input[field];
  return Array.isArray(value) ? value : [];
}

export function object(value: unknown): Input {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A tag or digest out of an ImageIdentifier. */
export function version(id: unknown): string {
  const { imageDigest, imageTag } = object(id);
  if (typeof imageDigest === 'string') return imageDigest;
  return typeof imageTag === 'string' ? imageTag : '';
}

/** Tokens say nothing to the client, and only those given out are taken. */
const tokens = new Map<string, number>();

export function page<T>(
  input: Input,
  items: readonly T[],
): { readonly items: readonly T[]; readonly nextToken?: string } {
  const { maxResults = 100, nextToken } = input;
  if (typeof maxResults !== 'number' || maxResults < 1 || maxResults > 1000) {
    throw new AwsRefusal(
      'InvalidParameterException',
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value less than or equal to 1000'",
    );
  }
  const start = typeof nextToken === 'string' ? tokens.get(nextToken) : 0;
  if (start === undefined) {
    throw new AwsRefusal('InvalidParameterException', "Invalid parameter at 'nextToken'");
  }
  const end = start + maxResults;
  if (end >= items.length) return { items: items.slice(start) };
  const token = Buffer.from(`${Math.random()}:${end}`).toString('base64');
  tokens.set(token, end);
  return { items: items.slice(start, end), nextToken: token };
}
