import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { Page } from '../../base/page';
import { discardBody } from '../../oci/distribution/body';
import { parseUrl } from '../../oci/distribution/endpoint';
import type { HttpResponse, Send } from '../../oci/distribution/message';
import { isSuccess } from '../../oci/distribution/message';
import { problemOf, type Subject } from '../../oci/distribution/problem';
import { invalidReply, readJson } from '../../oci/distribution/reply';
import { isObject, parseList, type JsonObject } from '../../oci/json';
import type { AadTokenSource } from './aadToken';
import { managementScope, type AzureCloud } from './cloud';
import type { AcrResource } from './portal';
import { azureSend, type AzureSendOptions } from './send';

export interface AzureTenant {
  readonly id: string;
  readonly name: string;
  /** For example `charts.example`. */
  readonly domain: string | undefined;
}

export interface AzureSubscription {
  readonly id: string;
  readonly name: string;
  readonly tenant: string | undefined;
}

/** A registry that can be connected, with what decides how. */
export interface AzureRegistry extends AcrResource {
  readonly loginServer: string;
  readonly location: string | undefined;
  readonly sku: string | undefined;
  readonly adminUser: boolean;
  readonly anonymousPull: boolean;
}

/** The part of Azure Resource Manager that finds registries. */
export interface ResourceManager {
  /** The tenants in which the account is at home or a guest. */
  tenants(options?: Abortable): AsyncIterable<Page<AzureTenant>>;
  /** @throws ChartroomError `azure.wrong-tenant`, `azure.denied` and what the token source throws */
  subscriptions(tenant?: string, options?: Abortable): AsyncIterable<Page<AzureSubscription>>;
  registries(
    subscription: AzureSubscription,
    options?: Abortable,
  ): AsyncIterable<Page<AzureRegistry>>;
}

export interface ResourceManagerOptions extends AzureSendOptions {
  readonly cloud: AzureCloud;
  readonly tokens: AadTokenSource;
}

interface Query {
  readonly path: string;
  readonly tenant: string | undefined;
  /** For messages. */
  readonly name: string;
}

interface Arm {
  readonly cloud: AzureCloud;
  readonly tokens: AadTokenSource;
  readonly send: Send;
}

const mostPages = 1_000;
const mostRows = 10_000;

export function createResourceManager(options: ResourceManagerOptions): ResourceManager {
  const arm = { cloud: options.cloud, tokens: options.tokens, send: azureSend(options) };
  return {
    async *tenants(abortable = {}) {
      const path = '/tenants?api-version=2022-12-01';
      const query = { path, tenant: undefined, name: 'the list of tenants' };
      for await (const { items, more } of listRows(arm, query, abortable)) {
        yield { items: items.flatMap((row) => readTenant(row) ?? []), more };
      }
    },
    async *subscriptions(tenant, abortable = {}) {
      const path = '/subscriptions?api-version=2022-12-01';
      const query = { path, tenant, name: 'the list of subscriptions' };
      for await (const { items, more } of listRows(arm, query, abortable)) {
        yield { items: items.flatMap((row) => readSubscription(row) ?? []), more };
      }
    },
    async *registries({ id, name, tenant }, abortable = {}) {
      const path = `/subscriptions/${encodeURIComponent(id)}/providers/Microsoft.ContainerRegistry/registries?api-version=2025-11-01`;
      const query = { path, tenant, name: `the registries of subscription ${name}` };
      for await (const { items, more } of listRows(arm, query, abortable)) {
        yield { items: items.flatMap((row) => readRegistry(row, tenant) ?? []), more };
      }
    },
  };
}

/** Pages of `value`, linked by `nextLink`, which is followed on the same host only: the token goes along. */
async function* listRows(
  arm: Arm,
  query: Query,
  options: Abortable,
): AsyncGenerator<Page<JsonObject>> {
  const first = new URL(arm.cloud.resourceManager + query.path);
  const subject: Subject = { host: first.host, endpoint: first, name: query.name };
  const seen = new Set<string>();
  let url: URL | undefined = first;
  while (url) {
    seen.add(url.href);
    const response = await authorized(arm, url, query, options);
    if (!isSuccess(response)) throw await armProblem(response, subject, query.tenant);
    const document = await readJson(response, subject);
    const rows = parseList(document['value'], 'value', mostRows, (reason) =>
      invalidReply(subject, reason),
    );
    const { nextLink } = document;
    const next: URL | undefined =
      typeof nextLink === 'string' && nextLink !== '' ? parseUrl(nextLink, url) : undefined;
    if (next && next.origin !== first.origin) {
      throw invalidReply(subject, 'its next page is on another host');
    }
    if (next && (seen.has(next.href) || seen.size === mostPages)) {
      throw invalidReply(subject, 'its pages do not end');
    }
    yield { items: rows.filter(isObject), more: next !== undefined };
    url = next;
  }
}

/** A token that was kept for too long is renewed once. */
async function authorized(
  { cloud, tokens, send }: Arm,
  url: URL,
  { tenant }: Query,
  { signal }: Abortable,
): Promise<HttpResponse> {
  const scope = managementScope(cloud);
  const get = (token: string): Promise<HttpResponse> => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return send({ method: 'GET', url, headers, confined: true, signal });
  };
  const token = await tokens.get(tenant, { scope, signal });
  const response = await get(token);
  if (response.status !== 401) return response;
  const renewed = await tokens.get(tenant, { scope, refused: token, signal });
  if (renewed === token) return response;
  await discardBody(response);
  return get(renewed);
}

/** ARM puts its errors one level deeper than registries do: `{"error":{"code","message"}}`. */
async function armProblem(
  response: HttpResponse,
  subject: Subject,
  tenant: string | undefined,
): Promise<ChartroomError> {
  const problem = await problemOf({ ...response, identified: true }, subject);
  const challenge = response.headers.get('www-authenticate') ?? '';
  const [, authority] = /authorization_uri="?https?:\/\/[^/"]+\/([^/"]+)/i.exec(challenge) ?? [];
  if (response.status !== 401 && response.status !== 403) return problem;
  const facts = { ...problem.facts, tenant: authority ?? tenant ?? '' };
  const remedy = { kind: 'sign-in', host: subject.host } as const;
  if (response.status === 401 && authority !== undefined && authority !== tenant) {
    const template =
      'This account is not signed in to tenant {tenant}, to which {subject} belongs on {host}';
    return new ChartroomError({
      code: 'azure.wrong-tenant',
      template,
      facts,
      remedy,
      cause: problem,
    });
  }
  return new ChartroomError({
    code: response.status === 401 ? 'azure.sign-in-refused' : 'azure.denied',
    template:
      response.status === 401
        ? '{host} did not accept the Microsoft sign-in for {subject}: {reason}'
        : 'This account may not see {subject} on {host}; the role Reader allows it: {reason}',
    facts,
    ...(response.status === 401 && { remedy }),
    cause: problem,
  });
}

function readTenant({
  tenantId: id,
  displayName,
  defaultDomain,
}: JsonObject): AzureTenant | undefined {
  if (typeof id !== 'string') return undefined;
  return { id, name: textOf(displayName) ?? id, domain: textOf(defaultDomain) };
}

function readSubscription(row: JsonObject): AzureSubscription | undefined {
  const { subscriptionId: id, displayName, tenantId } = row;
  if (typeof id !== 'string') return undefined;
  return { id, name: textOf(displayName) ?? id, tenant: textOf(tenantId) };
}

/** Undefined for a registry that has no login server yet, because it is still being made. */
function readRegistry(row: JsonObject, tenant: string | undefined): AzureRegistry | undefined {
  const { id, name, location, sku } = row;
  const properties = isObject(row['properties']) ? row['properties'] : {};
  const { loginServer, roleAssignmentMode } = properties;
  if (typeof id !== 'string' || typeof name !== 'string') return undefined;
  if (typeof loginServer !== 'string' || loginServer === '') return undefined;
  return {
    ...{ id, name, tenant, loginServer },
    location: textOf(location),
    sku: isObject(sku) ? textOf(sku['name']) : undefined,
    adminUser: properties['adminUserEnabled'] === true,
    anonymousPull: properties['anonymousPullEnabled'] === true,
    roleMode: roleAssignmentMode === 'AbacRepositoryPermissions' ? 'abac' : 'registry',
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
