import type { CopyProgress } from '../oci/copy';

/** Adds up the bytes of several copies to one progress. Each call gives the reporter of one more of them. */
export function partsProgress(
  report: ((progress: CopyProgress) => void) | undefined,
): () => ((progress: CopyProgress) => void) | undefined {
  if (!report) return () => undefined;
  const all = { doneBytes: 0, totalBytes: 0 };
  return () => {
    let last: Pick<CopyProgress, 'doneBytes' | 'totalBytes'> = { doneBytes: 0, totalBytes: 0 };
    return (progress) => {
      all.doneBytes += progress.doneBytes - last.doneBytes;
      all.totalBytes += progress.totalBytes - last.totalBytes;
      last = progress;
      report({ ...progress, ...all });
    };
  };
}
