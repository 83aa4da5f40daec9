import type { TestEvent } from 'node:test/reporters';
import { testRecords } from './testRecord';

/** The reporter that `npm test` gives to `node --test`. */
async function* jsonLines(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const record of testRecords(events)) yield `${JSON.stringify(record)}\n`;
}

// node --test imports a reporter from a CommonJS file by module.exports.
export = jsonLines;
