import type * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { Layout } from '../../oci/layout/layout';
import type { Referrers, Source } from '../../oci/store';
import type { Attachment } from '../../publishing/contents/attachments';
import type { ContentsReader, ContentsStat, Place } from '../../publishing/contents/contentsReader';
import type { ContentsEntry } from '../../publishing/contents/fileTree';
import type { Connections } from '../connections/connections';
import {
  connectionAuthority,
  isSameAuthority,
  locationOf,
  savedAuthority,
  type ChartLocation,
} from './location';

/** The files of published and saved charts, by the URIs of `location.ts`. What reads them is loaded with the first question. */
export interface ChartContents {
  entries(uri: vscode.Uri, options?: Abortable): Promise<readonly ContentsEntry[]>;
  stat(uri: vscode.Uri, options?: Abortable): Promise<ContentsStat>;
  read(uri: vscode.Uri, options?: Abortable): Promise<Uint8Array>;
  /** The paths of all files of a chart, below the artifact. */
  chartPaths(uri: vscode.Uri, options?: Abortable): Promise<readonly string[]>;
  /** What reads the files, with all that it has read. */
  reader(): Promise<ContentsReader>;
  /** The store an artifact is in, and its digest there. */
  place(uri: vscode.Uri): Place;
  /** What hangs on an artifact; asked for once until `forget`. */
  attachments(uri: vscode.Uri, options?: Abortable): Promise<readonly Attachment[]>;
  /** Forgets what hangs on artifacts. Their files never change. */
  forget(): void;
}

interface Loaded {
  readonly reader: ContentsReader;
  readonly listAttachments: (
    source: Source & Referrers,
    place: Place,
    options?: Abortable,
  ) => Promise<readonly Attachment[]>;
}

export function createContents(
  connections: Pick<Connections, 'list'>,
  saved: Layout,
): ChartContents {
  const known = new Map<string, Promise<readonly Attachment[]>>();
  let loading: Promise<Loaded> | undefined;
  const load = (): Promise<Loaded> => {
    loading ??= loadReader().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const located = (uri: vscode.Uri): ChartLocation => {
    const location = locationOf(uri);
    if (location) return location;
    throw notFound(uri);
  };
  const sourceOf = ({ authority, repository }: ChartLocation): Source & Referrers => {
    if (authority === savedAuthority) return saved;
    const all = connections.list();
    const connection =
      all.find(({ id }) => connectionAuthority(id) === authority) ??
      all.find(({ id }) => isSameAuthority(connectionAuthority(id), authority));
    if (connection) return connection.registry.repository(repository);
    throw new ChartroomError({
      code: 'contents.not-connected',
      template:
        'The files of {repository} cannot be read: the registry {registry} is not connected',
      facts: { repository, registry: authority },
    });
  };
  const at = (uri: vscode.Uri): { place: Place; path: string } => {
    const location = located(uri);
    return { place: { source: sourceOf(location), digest: location.digest }, path: location.path };
  };
  return {
    entries: async (uri, options) => {
      const { place, path } = at(uri);
      return (await load()).reader.entries(place, path, options);
    },
    stat: async (uri, options) => {
      const { place, path } = at(uri);
      return (await load()).reader.stat(place, path, options);
    },
    read: async (uri, options) => {
      const { place, path } = at(uri);
      return (await load()).reader.read(place, path, options);
    },
    chartPaths: async (uri, options) => (await load()).reader.chartPaths(at(uri).place, options),
    reader: async () => (await load()).reader,
    place: (uri) => at(uri).place,
    attachments: (uri, options) => {
      const key = uri.toString();
      const asked =
        known.get(key) ??
        load()
          .then(({ listAttachments }) => {
            const location = located(uri);
            const source = sourceOf(location);
            return listAttachments(source, { source, digest: location.digest }, options);
          })
          .catch((error: unknown) => {
            known.delete(key);
            throw error;
          });
      known.set(key, asked);
      return asked;
    },
    forget: () => {
      known.clear();
    },
  };
}

async function loadReader(): Promise<Loaded> {
  const [{ createContentsReader }, { listAttachments }] = await Promise.all([
    import(/* webpackChunkName: "charts" */ '../../publishing/contents/contentsReader.js'),
    import(/* webpackChunkName: "charts" */ '../../publishing/contents/attachments.js'),
  ]);
  return { reader: createContentsReader(), listAttachments };
}

function notFound(uri: vscode.Uri): ChartroomError {
  return new ChartroomError({
    code: 'contents.not-found',
    template: '"{path}" is no file of a chart',
    facts: { path: uri.path },
  });
}
