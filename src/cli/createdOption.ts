import { usageError } from './usageError';

/** For commands that write a manifest. */
export const createdOption = {
  created: {
    type: 'string',
    value: 'TIME',
    description:
      'write this time as the created annotation, such as 2026-01-02T03:04:05Z; without it the same content has the same digest',
  },
} as const;

/** @throws ChartroomError `usage.value` */
export function readCreated(value: string | undefined): Date | undefined {
  if (value === undefined) return undefined;
  const date = new Date(value);
  // Without its zone a time would be another one on another machine.
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T.*(?:Z|[+-]\d{2}:\d{2}))?$/.test(value);
  if (!isTime || Number.isNaN(date.getTime())) {
    throw usageError(
      'value',
      '--created is "{value}": expected a time such as 2026-01-02T03:04:05Z',
      {
        value,
      },
    );
  }
  return date;
}
