/** An error reply in the form of the distribution-spec ("Error Codes"). Handlers throw it, the server sends it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export function errorBody(code: string, message: string): string {
  return JSON.stringify({ errors: [{ code, message }] });
}

export function unsupported(method: string): Refusal {
  return new Refusal(405, 'UNSUPPORTED', `${method} is not supported here`);
}
