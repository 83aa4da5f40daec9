import type * as vscode from 'vscode';
import type { Log, LogFields } from '../../base/log';
import { redact } from '../../base/redact';

/** Our log in VS Code's log channel; the user sets its level there. */
export function channelLog(channel: vscode.LogOutputChannel): Log {
  const line = (message: string, fields?: LogFields): string =>
    fields === undefined ? message : `${message} ${redact(JSON.stringify(fields))}`;
  return {
    debug: (message, fields) => {
      channel.debug(line(message, fields));
    },
    info: (message, fields) => {
      channel.info(line(message, fields));
    },
    warn: (message, fields) => {
      channel.warn(line(message, fields));
    },
    error: (message, fields) => {
      channel.error(line(message, fields));
    },
  };
}
