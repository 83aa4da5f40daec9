import { randomUUID } from 'node:crypto';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ChartroomError } from '../../base/error';
import { systemErrorCode, systemErrorReason } from '../../base/systemError';
import { isObject, parseObject, type JsonObject } from '../../oci/json';

/**
 * Changes the logins in a file of the form of Docker's config.json in one step; what else is in it stays. Only its
 * owner can read it then.
 *
 * @throws ChartroomError `credentials.config-invalid`, `credentials.not-written`
 */
export async function writeAuths(
  file: string,
  change: (auths: JsonObject) => JsonObject,
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // Behind a link, as dotfiles often are, the file itself is replaced and not the link.
    const target = await realpath(file).catch(() => file);
    const document = await readDocument(target, file);
    const auths = isObject(document['auths']) ? document['auths'] : {};
    const text = `${JSON.stringify({ ...document, auths: change(auths) }, undefined, '\t')}\n`;
    const partial = `${target}.${randomUUID()}.partial`;
    try {
      await writeFile(partial, text, { mode: 0o600, flag: 'wx' });
      await rename(partial, target);
    } finally {
      await rm(partial, { force: true });
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new ChartroomError({
      code: 'credentials.not-written',
      template: 'The login cannot be written into {path}: {reason}',
      facts: { path: file, reason: systemErrorReason(error) },
      cause: error,
    });
  }
}

async function readDocument(target: string, file: string): Promise<JsonObject> {
  const bytes = await readFile(target).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return Buffer.from('');
    throw error;
  });
  if (bytes.toString('utf8').trim() === '') return {};
  return parseObject(
    bytes,
    (reason) =>
      new ChartroomError({
        code: 'credentials.config-invalid',
        template: 'The logins in {path} cannot be used: {reason}',
        facts: { path: file, reason },
        remedy: { kind: 'open-file', path: file },
      }),
  );
}
