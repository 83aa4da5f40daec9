import { ChartroomError } from '../base/error';

/** A host that does not list its repositories, where none is named by hand either. */
export function noCatalog(host: string, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'registry.no-catalog',
    template:
      '{host} does not list its repositories; the ones to show can be named by hand in the setting {setting}',
    facts: { host, setting: 'chartroom.registries' },
    remedy: { kind: 'open-setting', setting: 'chartroom.registries' },
    cause,
  });
}
