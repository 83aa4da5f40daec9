import { ChartroomError, hasCode } from '../../base/error';
import { parseConstraint } from '../../chart/constraint';
import { parseGlob } from '../../chart/glob';
import { parseVersion } from '../../chart/version';
import { isRepositoryName } from '../../oci/reference';
import { repositoryUrl } from '../../registries/chartRepository/address';
import { publishTarget } from '../publishTarget';
import { countIn, flagIn, isList, isText, listOf, mapOf, mistaken, textIn } from './fileValue';
import type { FileValue } from './fileValue';
import {
  everyChart,
  type ChartSelection,
  type MirrorSource,
  type VersionSelection,
} from './mirror';
import { isOneChart } from './target';

const selectionKeys = ['target', 'prefix', 'versions', 'newest', 'prereleases'];
const sourceKeys = ['url', 'charts', ...selectionKeys];
const chartKeys = ['name', ...selectionKeys];

/** Where charts go unless they say otherwise themselves. */
export interface Placing {
  readonly target: string | undefined;
  readonly prefix: string;
}

/** What a chart takes over from its source. */
interface Defaults extends Placing {
  readonly versions: VersionSelection;
  readonly kind: SourceKind;
}

/** A repository is one chart; the others have many. */
type SourceKind = 'index' | 'parent' | 'repository';

const anyVersion: VersionSelection = { prereleases: false };

export function readSource(value: FileValue, above: Placing): MirrorSource | undefined {
  const values = mapOf(value, sourceKeys);
  const address = values?.get('url');
  if (!values) return undefined;
  if (!address) {
    mistaken(value, `"url" is missing in ${value.name}`);
    return undefined;
  }
  const url = textIn(address);
  const kind = url === undefined ? undefined : kindOf(url, address);
  if (url === undefined || kind === undefined) return undefined;
  const charts = values.get('charts');
  const defaults: Defaults = {
    ...readPlacing(values, above),
    versions: readVersions(values, anyVersion),
    kind,
  };
  if (kind === 'repository') {
    if (charts) mistaken(charts, `${url} is one chart: a parent of charts ends in "/"`);
    const name = url.slice(url.lastIndexOf('/') + 1);
    return { url, charts: selected(address, name, defaults) };
  }
  const selections = charts
    ? (listOf(charts) ?? []).flatMap((chart) => readChart(chart, defaults))
    : selected(address, everyChart, defaults);
  return { url, charts: selections };
}

/** `oci://` with a parent or a repository, where charts go to. */
export function readPlace(value: FileValue | undefined): string | undefined {
  const text = value && textIn(value);
  if (!value || text === undefined) return undefined;
  try {
    return publishTarget(text, '').configured;
  } catch (error) {
    mistaken(value, reasonOf(error));
    return undefined;
  }
}

function kindOf(url: string, value: FileValue): SourceKind | undefined {
  try {
    if (url.startsWith('oci://')) return publishTarget(url, '').form;
    const { username, password } = repositoryUrl(url);
    if (username === '' && password === '') return 'index';
    mistaken(value, 'a login does not belong into a file: sign in to the repository instead');
    return undefined;
  } catch (error) {
    mistaken(value, reasonOf(error));
    return undefined;
  }
}

function readChart(value: FileValue, defaults: Defaults): readonly ChartSelection[] {
  if (isText(value)) return selected(value, textIn(value), defaults);
  const values = mapOf(value, chartKeys);
  if (!values) return [];
  const name = values.get('name');
  if (!name) {
    mistaken(value, `"name" is missing in ${value.name}`);
    return [];
  }
  return selected(name, textIn(name), {
    ...readPlacing(values, defaults),
    versions: readVersions(values, defaults.versions),
    kind: defaults.kind,
  });
}

/** One selection, or none where something is wrong with it. */
function selected(
  value: FileValue,
  name: string | undefined,
  { target, prefix, versions, kind }: Defaults,
): readonly ChartSelection[] {
  if (name === undefined) return [];
  if (!parseGlob(name)) mistaken(value, `"${name}" is not a pattern of names`);
  if (kind === 'index' && name.includes('/')) {
    mistaken(value, `"${name}" cannot be the name of a chart: there is a "/" in it`);
  }
  if (target === undefined) {
    mistaken(value, `nothing says where "${name}" goes to: "target" is missing`);
    return [];
  }
  if (!target.endsWith('/')) {
    if (prefix !== '')
      mistaken(value, `a prefix needs a target that ends in "/": ${target} does not`);
    if (!isOneChart(name)) {
      mistaken(
        value,
        `${target} is one repository, and "${name}" can be many charts: end it with "/"`,
      );
    }
  }
  return [{ name, versions, target, prefix }];
}

function readPlacing(values: ReadonlyMap<string, FileValue>, above: Placing): Placing {
  const target = values.get('target');
  const prefix = values.get('prefix');
  return {
    target: target ? readPlace(target) : above.target,
    prefix: prefix ? (readPrefix(prefix) ?? '') : target ? '' : above.prefix,
  };
}

function readPrefix(value: FileValue): string | undefined {
  const prefix = textIn(value);
  if (prefix === undefined || isRepositoryName(`${prefix}x`)) return prefix;
  mistaken(value, `"${prefix}" cannot begin the name of a repository`);
  return undefined;
}

function readVersions(
  values: ReadonlyMap<string, FileValue>,
  above: VersionSelection,
): VersionSelection {
  const [versions, newest, prereleases] = ['versions', 'newest', 'prereleases'].map((key) =>
    values.get(key),
  );
  const count = newest && countIn(newest);
  const flag = prereleases && flagIn(prereleases);
  const own = {
    ...(versions && (isList(versions) ? readList(versions) : readConstraint(versions))),
    ...(count !== undefined && { newest: count }),
  };
  // Who says which versions, says all of it; a source is not narrowed by what it does not name.
  const base = versions || newest ? own : above;
  return { ...base, prereleases: flag ?? above.prereleases };
}

function readList(value: FileValue): Pick<VersionSelection, 'listed'> {
  const listed = (listOf(value) ?? []).flatMap((item) => {
    const version = textIn(item);
    if (version !== undefined && !parseVersion(version))
      mistaken(item, `"${version}" is no version`);
    return version ?? [];
  });
  return { listed };
}

function readConstraint(value: FileValue): Pick<VersionSelection, 'constraint'> {
  const constraint = textIn(value);
  if (constraint === undefined) return {};
  try {
    parseConstraint(constraint);
  } catch (error) {
    if (!hasCode(error, 'chart.constraint-invalid')) throw error;
    mistaken(value, error.message);
  }
  return { constraint };
}

/** What a reader of addresses says, as part of a sentence of ours. */
function reasonOf(error: unknown): string {
  if (!(error instanceof ChartroomError)) throw error;
  const { reason, value } = error.facts;
  return typeof reason === 'string' && value !== undefined
    ? `"${value}": ${reason}`
    : error.message;
}
