/** Closes a question without an answer. */
export const escape = Symbol('Escape');

/**
 * What a person does with a question: takes the row or button of this label, or types this into a
 * box; types into a list that also takes what it does not show; checks rows, one after the other;
 * closes it.
 */
export type Answer =
  string | { readonly typed: string } | { readonly checked: readonly string[] } | typeof escape;

export interface Question {
  readonly answer: Answer;
  /** More of its words, where they come later: the rows of a list that fills. */
  add(words: string): void;
}

type Words = readonly (string | undefined)[];

/** The answers of one person, in the order they are given. */
export interface Script {
  /** A question somebody has to answer. Where nobody does, it is closed, and the script has failed. */
  ask(...words: Words): Question;
  /** A message that needs no answer: the next one is its only when it is one of these buttons. */
  offer(buttons: readonly string[], ...words: Words): string | undefined;
  /** Notes what the person could not do; the script goes on as if the question had been closed. */
  fail(reason: string): void;
  /** Work that nobody waits for, such as what a button does. The script is not over before it. */
  follow(work: PromiseLike<unknown>): void;
  /**
   * Waits for what is followed. Returns all the words of each question, line by line.
   * @throws Error for a question that nobody answered, and an answer that nobody asked for
   */
  end(): Promise<readonly string[]>;
}

export function createScript(answers: readonly Answer[]): Script {
  const left = [...answers];
  const asked: string[] = [];
  const problems: string[] = [];
  const going = new Set<PromiseLike<unknown>>();

  const note = (words: Words): number => asked.push(words.filter(Boolean).join('\n')) - 1;
  return {
    ask(...words) {
      const index = note(words);
      const answer = left.shift();
      if (answer === undefined) problems.push(`Nobody answers "${asked[index] ?? ''}"`);
      return {
        answer: answer ?? escape,
        add: (more) => {
          asked[index] = `${asked[index] ?? ''}\n${more}`;
        },
      };
    },
    offer(buttons, ...words) {
      const button = buttons.find((label) => label === left[0]);
      if (button === undefined) return undefined;
      left.shift();
      note(words);
      return button;
    },
    fail: (reason) => problems.push(reason),
    follow(work) {
      going.add(work);
      const done = (): boolean => going.delete(work);
      work.then(done, done);
    },
    async end() {
      while (going.size > 0) await Promise.allSettled(going);
      if (problems.length === 0 && left.length > 0) {
        problems.push(`Nobody asked for ${left.map(labelOf).join(', ')}`);
      }
      if (problems.length > 0) throw new Error([...problems, 'Asked was:', ...asked].join('\n'));
      return asked;
    },
  };
}

/** What an answer is in words. */
export function labelOf(answer: Answer): string {
  if (answer === escape) return 'Escape';
  if (typeof answer === 'string') return answer;
  return 'typed' in answer ? answer.typed : answer.checked.join(', ');
}
