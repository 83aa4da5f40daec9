/** Asks once for each key; who asks for it again gets the same answer, or the same failure. */
export function onceEach<T>(): (key: string, ask: () => Promise<T>) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key, ask) => {
    const answer = asked.get(key) ?? ask();
    asked.set(key, answer);
    return answer;
  };
}
