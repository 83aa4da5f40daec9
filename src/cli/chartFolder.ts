import { stat } from 'node:fs/promises';
import { ChartroomError } from '../base/error';
import { systemErrorCode } from '../base/systemError';
import type { Session } from './session';

/**
 * The path of a folder that is named on the command line; whether there is a chart in it is another question.
 *
 * @throws ChartroomError `file.not-found`, `chart.missing` where it is a file
 */
export async function chartFolder(typed: string, session: Session): Promise<string> {
  const path = session.path(typed);
  try {
    if ((await stat(path)).isDirectory()) return path;
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
    const template = 'There is no folder "{typed}"';
    throw new ChartroomError({ code: 'file.not-found', template, facts: { typed }, cause: error });
  }
  const template = '"{typed}" is a file, and not the folder of a chart';
  throw new ChartroomError({ code: 'chart.missing', template, facts: { typed } });
}
