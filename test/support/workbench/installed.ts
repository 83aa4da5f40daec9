import { join } from 'node:path';
import { peer, without } from '../peer';
import type { SessionOptions } from './session';

/** The `skip` option of tests in a window: false, or the reason naming what is missing. */
export const withoutWindow = without('chromium', 'node24', 'codeServer', 'vsix');

/** A window with the package installed, as a person has it. */
export function installed(): SessionOptions {
  return {
    server: { node: peer('node24'), codeServer: peer('codeServer') },
    extension: { vsix: peer('vsix') },
    chromium: peer('chromium'),
    failures: join(process.cwd(), '.vscode-test', 'failures'),
  };
}
