import type { Page } from '../../base/page';

/** Pages read for one answer; a page holds what is asked for, or what the host gives unasked. */
const mostPages = 10;

/** As much of a listing as an answer for somebody who is typing may cost. */
export async function firstPages<T>(pages: AsyncIterable<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let read = 0;
  for await (const page of pages) {
    items.push(...page.items);
    read += 1;
    if (read === mostPages) break;
  }
  return items;
}
