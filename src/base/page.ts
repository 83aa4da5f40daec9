/**
 * One reply of a listing. A listing is an async iterator of these: the next page is asked for only
 * when somebody wants it.
 */
export interface Page<T> {
  readonly items: readonly T[];
  /** False on the last page. True only says that there may be more; the next page can be empty. */
  readonly more: boolean;
}
