import { isMap, parseDocument } from 'yaml';

/** The registry that a mirror file copies to, as `host[:port]`; undefined where the text, which need not be whole, does not say it. */
export function mirrorRegistry(yaml: string): string | undefined {
  const { contents } = parseDocument(yaml, {
    schema: 'core',
    logLevel: 'silent',
    uniqueKeys: false,
  });
  const target: unknown = isMap(contents) ? contents.get('target') : undefined;
  const text: unknown = isMap(target)
    ? (target.get('repository') ?? target.get('registry'))
    : target;
  if (typeof text !== 'string') return undefined;
  const [host = ''] = text.replace(/^oci:\/\//, '').split('/');
  return host === '' ? undefined : host.toLowerCase();
}
