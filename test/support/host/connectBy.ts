import { answering } from './answering';
import { run } from './command';
import type { Answer } from './script';

/** Connects a registry by Connect Registry, with these answers. Returns all the words of each question. */
export function connectBy(...answers: readonly Answer[]): Promise<readonly string[]> {
  return answering(answers, () => run('chartroom.registry.connect'));
}
