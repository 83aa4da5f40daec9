import { test } from 'node:test';
import { lastTest } from './lastTest';

// Loaded after every other file of the suite (see index.ts).
test(lastTest, () => undefined);
