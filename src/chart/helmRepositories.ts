import { field, flag, items, text } from './goDecode';
import { parseGoYaml } from './goYaml';
import { yamlInvalid } from './yamlInvalid';

/** An entry of Helm's repositories.yaml: `Entry` in pkg/repo/v1/chartrepo.go. What is empty there is absent. */
export interface HelmRepository {
  readonly name: string;
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly caFile?: string;
  readonly insecureSkipTlsVerify?: boolean;
  /** The login goes along to whatever host the index names. */
  readonly passCredentialsAll?: boolean;
}

/**
 * Reads the text of a repositories.yaml. `file` is the name the error speaks of.
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function parseHelmRepositories(yaml: string, file: string): readonly HelmRepository[] {
  const node = parseGoYaml(yaml, file);
  const document = {
    node,
    path: '',
    onWrongShape: (place: typeof node, reason: string): never => {
      throw yamlInvalid(file, place.position, reason);
    },
  };
  return items(field(document, 'repositories')).map((entry) => {
    const optional = (key: string): string | undefined => text(field(entry, key)) || undefined;
    const texts = {
      username: optional('username'),
      password: optional('password'),
      certFile: optional('certFile'),
      keyFile: optional('keyFile'),
      caFile: optional('caFile'),
    };
    return {
      name: text(field(entry, 'name')),
      url: text(field(entry, 'url')),
      ...withoutUndefined(texts),
      ...(flag(field(entry, 'insecure_skip_tls_verify')) && { insecureSkipTlsVerify: true }),
      ...(flag(field(entry, 'pass_credentials_all')) && { passCredentialsAll: true }),
    };
  });
}

/** Whether two URLs name one repository: a final slash and dots in the path do not count (Helm, internal/urlutil). */
export function isSameRepository(a: string, b: string): boolean {
  return a === b || (URL.canParse(a) && URL.canParse(b) && normalized(a) === normalized(b));
}

function normalized(text: string): string {
  const url = new URL(text);
  url.pathname = url.pathname.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
  return url.href;
}

function withoutUndefined<K extends string>(
  texts: Readonly<Record<K, string | undefined>>,
): Partial<Record<K, string>> {
  const entries = Object.entries<string | undefined>(texts);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<
    Record<K, string>
  >;
}
