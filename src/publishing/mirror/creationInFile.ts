import type { CreationSettings, EncryptionKind, TagMutability } from '../../registries/registry';
import { hasExclusions, takesKey } from '../creationSettings';
import { choiceIn, flagIn, isText, listOf, mapOf, mistaken, textIn } from './fileValue';
import type { FileValue } from './fileValue';

const creationKeys = ['mutability', 'exclusions', 'scanOnPush', 'encryption', 'kmsKey', 'tags'];
const mutabilities: readonly TagMutability[] = [
  'mutable',
  'immutable',
  'mutable-with-exclusion',
  'immutable-with-exclusion',
];
const encryptions: readonly EncryptionKind[] = ['aes256', 'kms', 'kms-dsse'];

/** How missing repositories are made: `true`, `false`, or settings. */
export function readCreation(value: FileValue): boolean | CreationSettings | undefined {
  if (isText(value)) return flagIn(value);
  const values = mapOf(value, creationKeys);
  if (!values) return undefined;
  const read = <T>(key: string, as: (found: FileValue) => T | undefined): T | undefined => {
    const found = values.get(key);
    return found && as(found);
  };
  const mutability = read('mutability', (found) => choiceIn(found, mutabilities));
  const encryption = read('encryption', (found) => choiceIn(found, encryptions));
  const exclusions = read('exclusions', (found) =>
    listOf(found)?.flatMap((one) => textIn(one) ?? []),
  );
  const scanOnPush = read('scanOnPush', flagIn);
  const kmsKey = read('kmsKey', textIn);
  const tags = read('tags', readTags);
  if (hasExclusions(mutability) && !exclusions) mistaken(value, '"exclusions" are missing');
  if (exclusions && !hasExclusions(mutability)) {
    mistaken(value, '"exclusions" need a mutability with exclusion');
  }
  if (kmsKey !== undefined && !takesKey(encryption)) {
    mistaken(value, '"kmsKey" needs the encryption kms or kms-dsse');
  }
  return {
    ...(mutability && { mutability }),
    ...(exclusions && { exclusions }),
    ...(scanOnPush !== undefined && { scanOnPush }),
    ...(encryption && { encryption }),
    ...(kmsKey !== undefined && { kmsKey }),
    ...(tags && { tags }),
  };
}

function readTags(value: FileValue): Readonly<Record<string, string>> | undefined {
  const values = mapOf(value, undefined);
  if (!values) return undefined;
  return Object.fromEntries(
    [...values].flatMap(([key, tag]) => {
      const text = textIn(tag);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
