import type { Generated } from './generated';
import type { Subject } from './subject';

/** Something that can be generated. */
export interface Kind {
  readonly label: string;
  readonly detail: string;
  readonly icon: string;
  /** Kinds of a group stand together. */
  readonly group: string;
  readonly fits: (subject: Subject) => boolean;
  /** Asks what is left to know; undefined when somebody closes a question. */
  readonly make: (subject: Subject) => Promise<Generated | undefined>;
}
