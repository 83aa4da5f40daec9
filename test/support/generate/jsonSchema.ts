import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { peer } from '../peer';

const execute = promisify(execFile);

/** The schemas of the hosts of pipelines, as check-jsonschema brings them along. */
type Schema = 'github-workflows' | 'gitlab-ci' | 'azure-pipelines';

/**
 * Holds texts against a schema.
 * @param folder where they are written
 * @throws Error with what is wrong
 */
export async function checkAgainst(
  schema: Schema,
  texts: readonly string[],
  folder: string,
): Promise<void> {
  const files = texts.map((_, index) => join(folder, `${schema}-${index}.json`));
  // To Azure every scalar is a text, and its schema says so.
  const yaml = schema === 'azure-pipelines' ? 'failsafe' : 'core';
  await Promise.all(
    files.map((file, index) =>
      writeFile(file, JSON.stringify(parse(texts[index] ?? '', { schema: yaml }))),
    ),
  );
  // Patterns of Azure's schema are for regular expressions that read no Unicode.
  const words = ['--builtin-schema', `vendor.${schema}`, '--regex-variant', 'nonunicode'];
  try {
    await execute(peer('checkJsonSchema'), [...words, ...files]);
  } catch (error) {
    const { stdout } = error as { readonly stdout: string };
    throw new Error(stdout, { cause: error });
  }
}
