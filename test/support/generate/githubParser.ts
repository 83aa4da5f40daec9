import { register } from 'node:module';

interface WorkflowParser {
  readonly NoOperationTraceWriter: new () => object;
  readonly parseWorkflow: (
    file: { readonly name: string; readonly content: string },
    trace: object,
  ) => { readonly context: Context; readonly value?: object };
  readonly convertWorkflowTemplate: (context: Context, value: object) => Promise<unknown>;
}

interface Context {
  readonly errors: { getErrors(): readonly { readonly message: string }[] };
}

// It imports JSON without saying so, which Node wants to be told.
const asJson = `export const load = (url, context, next) =>
  next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`;
register(`data:text/javascript,${encodeURIComponent(asJson)}`);

/** What GitHub's own parser has to say against a workflow, with the expressions in it. */
export async function problemsInWorkflow(content: string): Promise<readonly string[]> {
  const parser = (await import('@actions/workflow-parser')) as unknown as WorkflowParser;
  const trace = new parser.NoOperationTraceWriter();
  const { context, value } = parser.parseWorkflow({ name: 'workflow.yaml', content }, trace);
  if (value) await parser.convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}
