import type { Abortable } from '../../base/abort';

/** A version of a chart that can be depended on. What its source does not say is absent. */
export interface PublishedVersion {
  /** As its source writes it. */
  readonly version: string;
  readonly appVersion?: string;
  readonly description?: string;
  readonly created?: Date;
  readonly deprecated?: boolean;
  /** `sha256:` and hex; of the archive in a chart repository, of the manifest in a registry. */
  readonly digest?: string;
  /** In bytes. */
  readonly size?: number;
}

/** An archive that is ready to be read, once. */
export interface ChartArchive {
  /** Name that Helm gives the file in charts/. */
  readonly file: string;
  /** Verified while it is read, where its source knows a digest. */
  readonly content: AsyncIterable<Uint8Array>;
}

export interface LookUpOptions extends Abortable {
  /** Asks again what is still remembered. */
  readonly refresh?: boolean | undefined;
}

/** Where one dependency comes from. */
export interface ChartSource {
  /** Two dependencies with the same key and version are one archive. */
  readonly key: string;
  /** What Chart.lock has as the repository. */
  readonly repository: string;
  /** For messages. */
  readonly location: string;
  /** Newest first. @throws ChartroomError when the source cannot be asked or does not have the chart */
  versions(options?: LookUpOptions): Promise<readonly PublishedVersion[]>;
  /** The version to take where no list is needed to tell: Helm takes a whole version of a registry as it is written. */
  exactly?(wanted: string): string | undefined;
  archive(version: string, options?: Abortable): Promise<ChartArchive>;
}
