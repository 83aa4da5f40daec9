import type { CopyProgress } from './copy';
import type { Descriptor } from './descriptor';

/** Counts the bytes of a copy and reports every change. */
export interface ProgressCounter {
  enter(phase: CopyProgress['phase'], descriptor?: Descriptor): void;
  expect(descriptors: readonly Descriptor[]): void;
  /** Counts one blob. */
  start(descriptor: Descriptor): BlobCounter;
}

export interface BlobCounter {
  /** Takes bytes as they are sent; a retry sends some again, which count once. */
  readonly sent: (count: number) => void;
  done(): void;
}

export function countProgress(report: (progress: CopyProgress) => void): ProgressCounter {
  let phase: CopyProgress['phase'] = 'resolving';
  let doneBytes = 0;
  let totalBytes = 0;
  const tell = (descriptor?: Descriptor) => {
    report({ doneBytes, totalBytes, phase, ...(descriptor && { descriptor }) });
  };
  return {
    enter: (next, descriptor) => {
      phase = next;
      tell(descriptor);
    },
    expect: (descriptors) => {
      totalBytes += descriptors.reduce((sum, descriptor) => sum + descriptor.size, 0);
      tell();
    },
    start: (descriptor) => {
      let counted = 0;
      const advance = (count: number) => {
        const step = Math.min(count, descriptor.size - counted);
        counted += step;
        doneBytes += step;
        tell(descriptor);
      };
      return {
        sent: advance,
        done: () => {
          advance(descriptor.size - counted);
        },
      };
    },
  };
}
