import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Schema } from '../../chart/editing/schema';
import type { ChartFile } from './chartFile';

/** The schemas that ship with the extension, each read once. */
export type Schemas = (file: ChartFile) => Promise<Schema>;

/** @param media folder of the files that ship with the extension */
export function createSchemas(media: string): Schemas {
  const read = new Map<ChartFile, Promise<Schema>>();
  return (file) => {
    const known = read.get(file);
    if (known) return known;
    const reading = readFile(join(media, 'schemas', `${file}.schema.json`), 'utf8').then(
      (text) => JSON.parse(text) as Schema,
    );
    read.set(file, reading);
    return reading;
  };
}

/** True where the YAML extension shows what the schemas say: it gets them by `yamlValidation`. */
export function isShownByYamlExtension(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml')?.isActive ?? false;
}
