/** Values logged beside a message. The sink redacts; callers still never pass a secret on purpose. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured, English, for whoever reads a bug report. The variable part goes into the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
