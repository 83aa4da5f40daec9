/** What an operation of an AWS service answers instead of a result. */
export class AwsRefusal extends Error {
  /** `type` is the name of the exception, `status` that of the reply, `date` its time where the clocks differ. */
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
    readonly date?: Date,
  ) {
    super(message);
  }
}
