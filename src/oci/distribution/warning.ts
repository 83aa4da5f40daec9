import type { Log } from '../../base/log';
import type { HttpResponse } from './message';

const mostRemembered = 100;

/** `299 - "text"`: the only kind registries send (distribution-spec, "Warnings"). */
const warning = /\b299 - "((?:[^"\\]|\\.)*)"/g;

/** Logs what a registry warns of, each text once. */
export function createWarningLog(log: Log): (response: HttpResponse) => void {
  const seen = new Set<string>();
  return (response) => {
    const header = response.headers.get('warning') ?? '';
    for (const [, quoted = ''] of header.slice(0, 4096).matchAll(warning)) {
      const text = quoted.replace(/\\(.)/g, '$1');
      if (seen.has(text) || seen.size >= mostRemembered) continue;
      seen.add(text);
      log.warn('The registry warns', { host: response.url.host, text });
    }
  };
}
