/** An error reply of the `/v2/` side (distribution-spec, "Error Codes"). */
export class OciRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
