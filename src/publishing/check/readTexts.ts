import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode } from '../../base/systemError';

/** What a chart is checked by. */
export interface ChartTexts {
  /** By their path from the chart's folder, without a byte order mark. */
  readonly texts: ReadonlyMap<string, string>;
  /** Every file there; undefined where there are too many to be a chart's. */
  readonly files: readonly string[] | undefined;
}

const checked =
  /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|\.helmignore|values\.yaml|values\.schema\.json|crds\/.+|charts\/[^/]+\/(?:Chart|values)\.yaml)$/;

/** What no author writes and no chart has, but a folder with a chart at its top may hold by the thousand. */
const neverWalked = new Set(['.git', 'node_modules']);
const mostFiles = 20_000;

/** In bytes: nobody wants a text read into memory that no rule looks at. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Reads what the rules look at in a folder; `unsaved` stands for what is on disk. What cannot be read counts as not
 * there, since the folder may change meanwhile. Blocks, so it belongs into a thread of its own.
 */
export function readTexts(directory: string, unsaved: ReadonlyMap<string, string>): ChartTexts {
  const files = listFiles(directory);
  const paths = files ?? [
    'Chart.yaml',
    'Chart.lock',
    '.helmignore',
    'values.yaml',
    'values.schema.json',
  ];
  const texts = new Map(unsaved);
  for (const path of paths) {
    if (!checked.test(path) || texts.has(path)) continue;
    const text = readText(join(directory, path));
    if (text !== undefined) texts.set(path, text);
  }
  return { texts, files: files && [...new Set([...files, ...unsaved.keys()])] };
}

function listFiles(directory: string): string[] | undefined {
  const files: string[] = [];
  const visit = (folder: string): boolean => {
    for (const entry of entriesOf(join(directory, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) files.push(path);
      else if (!neverWalked.has(entry.name) && !visit(path)) return false;
      if (files.length > mostFiles) return false;
    }
    return true;
  };
  return visit('') ? files : undefined;
}

function entriesOf(folder: string): Dirent[] {
  return unlessUnreadable(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

function readText(path: string): string | undefined {
  return unlessUnreadable(() => {
    const stats = statSync(path);
    if (!stats.isFile() || stats.size > mostBytes) return undefined;
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  });
}

function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}
