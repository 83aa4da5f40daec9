import type { IncomingHttpHeaders } from 'node:http';

/** What a server remembers of a request. Secrets are not kept, only that there was one. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** The scheme of the `Authorization` header, in lower case. */
  readonly authorization: string | undefined;
  readonly headers: Readonly<Partial<Record<RecordedHeader, string>>>;
  /** Undefined until the answer begins, and when the connection is closed before. */
  readonly status: number | undefined;
}

const recordedHeaders = [
  'accept',
  'accept-encoding',
  'content-type',
  'content-length',
  'content-range',
  'range',
  'transfer-encoding',
  'user-agent',
] as const;
type RecordedHeader = (typeof recordedHeaders)[number];

export interface Recording {
  readonly requests: readonly RecordedRequest[];
  /** Returns what notes the status of the answer. */
  begin(request: {
    method: string;
    path: string;
    headers: IncomingHttpHeaders;
  }): (status: number) => void;
  clear(): void;
}

export function createRecording(): Recording {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    begin: ({ method, path, headers }) => {
      const record: { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] } = {
        method,
        path,
        authorization: headers.authorization?.split(' ', 1)[0]?.toLowerCase(),
        headers: keptHeaders(headers),
        status: undefined,
      };
      requests.push(record);
      return (status) => {
        record.status = status;
      };
    },
    clear: () => {
      requests.length = 0;
    },
  };
}

function keptHeaders(headers: IncomingHttpHeaders): RecordedRequest['headers'] {
  return Object.fromEntries(
    recordedHeaders.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
