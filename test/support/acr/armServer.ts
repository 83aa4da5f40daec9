import { listen } from '../registry/http/listen';
import { readEntraToken } from './entra';

export interface ArmServer {
  readonly url: string;
  /** Paths with their queries. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

export interface ArmOptions {
  /** Of the subscriptions. */
  readonly tenant: string;
  /** Of the first registry, when it is asked for; those of the others lead nowhere. */
  readonly loginServer?: (() => string) | undefined;
}

const pageSize = 2;

/**
 * The lists of Azure Resource Manager that lead to a registry, two rows a page. Everybody may see
 * the tenants. Subscription `forbidden` is refused; the pages of `elsewhere` go on at another host, those of `circle` never end.
 */
export async function startArm({ tenant, loginServer }: ArmOptions): Promise<ArmServer> {
  const requests: string[] = [];
  const server = await listen((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const url = new URL(path, `http://${request.headers.host ?? ''}`);
    const token = readEntraToken((request.headers.authorization ?? '').replace('Bearer ', ''));
    const isIn = url.pathname === '/tenants' ? token !== undefined : token?.tenant === tenant;
    const reply = isIn ? answer(url, { tenant, loginServer }) : unauthorized;
    response.statusCode = reply.status;
    if (reply === unauthorized) {
      const authority = `https://login.windows.net/${tenant}`;
      const challenge = `Bearer authorization_uri="${authority}", error="invalid_token"`;
      response.setHeader('www-authenticate', challenge);
    }
    response.end(JSON.stringify(reply.body));
  }, {});
  return { url: server.url, requests, stop: () => server.stop() };
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const unauthorized: Answer = {
  status: 401,
  body: {
    error: {
      code: 'InvalidAuthenticationTokenTenant',
      message: 'The access token is from the wrong issuer.',
    },
  },
};

function answer(url: URL, { tenant, loginServer }: ArmOptions): Answer {
  const version = url.searchParams.get('api-version');
  if (url.pathname === '/tenants' && version === '2022-12-01') return page(url, tenants(tenant));
  if (url.pathname === '/subscriptions' && version === '2022-12-01')
    return page(url, subscriptions);
  const [, id] =
    /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries$/.exec(
      url.pathname,
    ) ?? [];
  if (id === undefined || version !== '2025-11-01') {
    return { status: 400, body: { error: { code: 'InvalidApiVersionParameter', message: 'No.' } } };
  }
  switch (id) {
    case 'forbidden': {
      const message = 'The client does not have authorization to perform this action.';
      return { status: 403, body: { error: { code: 'AuthorizationFailed', message } } };
    }
    case 'elsewhere':
      return { status: 200, body: { value: [], nextLink: 'https://elsewhere.example/' } };
    case 'circle':
      return { status: 200, body: { value: [], nextLink: url.href } };
    default:
      return page(url, id === 's2' ? [] : registries(loginServer?.()));
  }
}

const subscriptions = ['Sandbox', 'Production', 'Lab'].map((displayName, index) => ({
  subscriptionId: `s${index + 1}`,
  displayName,
  tenantId: '11111111-1111-1111-1111-111111111111',
}));

const tenants = (own: string): readonly object[] => [
  { tenantId: '33333333-3333-3333-3333-333333333333', displayName: 'Guests' },
  { tenantId: own, displayName: 'Harbour', defaultDomain: 'harbour.example' },
];

const registryRow = (index: number, loginServer = `r${index}-abc.azurecr.io`): object => ({
  id: `/subscriptions/s1/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r${index}`,
  name: `r${index}`,
  location: 'westeurope',
  sku: { name: 'Premium' },
  properties: {
    loginServer,
    adminUserEnabled: false,
    anonymousPullEnabled: true,
    roleAssignmentMode: 'AbacRepositoryPermissions',
  },
});

const registries = (loginServer: string | undefined): readonly object[] => [
  registryRow(0, loginServer),
  ...[1, 2, 3, 4].map((index) => registryRow(index)),
];

function page(url: URL, all: readonly object[]): Answer {
  const start = Number(url.searchParams.get('$skiptoken') ?? 0);
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(start + pageSize));
  const isLast = start + pageSize >= all.length;
  const value = all.slice(start, start + pageSize);
  return { status: 200, body: { value, ...(!isLast && { nextLink: next.href }) } };
}
