import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** What `npm test` counts and tells of a test, one JSON object a line. */
export type TestRecord =
  | {
      readonly outcome: 'passed' | 'failed' | 'skipped';
      /** The names of the suites and the test, joined by ` > `. */
      readonly name: string;
      readonly file: string;
      /** The error of a failed test, the reason of a skipped one. */
      readonly detail: string;
    }
  | { readonly outcome: 'output'; readonly file: string; readonly detail: string };

/**
 * Turns the events of node:test into records. A suite is counted only when it was skipped as a whole
 * or broke by itself; a parent that failed because a test inside did is not counted again. A file
 * without a test is a failure.
 */
export async function* testRecords(events: AsyncIterable<TestEvent>): AsyncGenerator<TestRecord> {
  const names: string[] = [];
  for await (const event of events) {
    if (event.type === 'test:start') {
      names.length = event.data.nesting;
      names.push(event.data.name);
    } else if (event.type === 'test:pass' || event.type === 'test:fail') {
      const name = names.slice(0, event.data.nesting + 1).join(' > ');
      const record =
        event.type === 'test:pass' ? passed(event.data, name) : failed(event.data, name);
      if (record !== undefined) yield record;
    } else if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      yield { outcome: 'output', file: event.data.file, detail: event.data.message };
    }
  }
}

type Passed = Extract<TestEvent, { type: 'test:pass' }>['data'];
type Failed = Extract<TestEvent, { type: 'test:fail' }>['data'];

function passed(data: Passed, name: string): TestRecord | undefined {
  const file = data.file ?? '';
  const exempt = data.skip ?? data.todo;
  if (exempt !== undefined && exempt !== false) {
    return { outcome: 'skipped', name, file, detail: reasonOf(exempt) };
  }
  if (data.details.type === 'suite') return undefined;
  // Without any test inside, node:test reports the file itself as a test that passed.
  if (data.name === file) return { outcome: 'failed', name, file, detail: 'ran no test' };
  return { outcome: 'passed', name, file, detail: '' };
}

function failed(data: Failed, name: string): TestRecord | undefined {
  const { error } = data.details;
  if ('failureType' in error && error.failureType === 'subtestsFailed') return undefined;
  const file = data.file ?? '';
  if (data.todo !== undefined && data.todo !== false) {
    return { outcome: 'skipped', name, file, detail: reasonOf(data.todo) };
  }
  return { outcome: 'failed', name, file, detail: inspect(error.cause) };
}

function reasonOf(skip: string | true): string {
  return skip === true ? 'no reason given' : skip;
}
