import * as vscode from 'vscode';
import { isAbort, type Abortable } from '../../base/abort';
import type { ChosenValues } from './chosenValues';
import { followPreviews } from './followPreviews';
import { createPreviewDiagnostics } from './previewDiagnostics';
import { isGood, previewText, type Outcome } from './previewText';
import { previewedBy, previewScheme } from './previewUri';
import { renderPreview, type RenderParts } from './renderPreview';

/** What previews show, as long as they are open. */
export interface Previews {
  readonly onDidChange: vscode.Event<vscode.Uri>;
  /** What is shown, rendered first where nobody has yet. */
  text(uri: vscode.Uri): Promise<string>;
  /** Renders anew. What it rendered before stays until then, and a run that has not ended is stopped. */
  render(uri: vscode.Uri, options?: Abortable): Promise<void>;
  outcome(uri: vscode.Uri): Outcome | undefined;
  dispose(): void;
}

interface Preview {
  readonly uri: vscode.Uri;
  controller: AbortController;
  running: Promise<void>;
  outcome?: Outcome;
  text?: string;
  /** The last YAML without a problem. */
  good?: string;
}

export function createPreviews(parts: RenderParts & { readonly values: ChosenValues }): Previews {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const diagnostics = createPreviewDiagnostics();
  const previews = new Map<string, Preview>();

  const run = async (preview: Preview, signal: AbortSignal): Promise<void> => {
    const { uri } = preview;
    const previewed = previewedBy(uri);
    if (!previewed) return;
    const { chart } = previewed;
    const outcome = await renderPreview(previewed, parts.values.of(chart), parts, signal);
    signal.throwIfAborted();
    if (isGood(outcome)) preview.good = outcome.rendering?.yaml ?? '';
    preview.outcome = outcome;
    preview.text = previewText(outcome, preview.good);
    changed.fire(uri);
    if (chart.scheme !== 'file') return;
    const message = outcome.rendering?.problem?.message;
    await diagnostics.set(uri.toString(), chart.fsPath, message, signal);
  };
  const render = async (uri: vscode.Uri, { signal }: Abortable = {}): Promise<void> => {
    const controller = new AbortController();
    const key = uri.toString();
    const before = previews.get(key);
    before?.controller.abort();
    const preview = before ?? { uri, controller, running: Promise.resolve() };
    preview.controller = controller;
    const signals = signal ? [signal, controller.signal] : [controller.signal];
    preview.running = run(preview, AbortSignal.any(signals));
    previews.set(key, preview);
    try {
      await preview.running;
    } catch (error) {
      if (!isAbort(error) || signal?.aborted) {
        // What was never shown is not followed.
        if (preview.text === undefined) previews.delete(key);
        throw error;
      }
      // A newer run has taken over, and whoever waited for this one waits for that.
      if (preview.controller !== controller) await preview.running;
    }
  };
  const open = (): vscode.Uri[] => [...previews.values()].map(({ uri }) => uri);
  const follow = followPreviews(open, parts.values, (uri) => {
    render(uri).catch((error: unknown) => {
      if (!isAbort(error)) parts.log.warn('a preview is not rendered', { reason: String(error) });
    });
  });
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme !== previewScheme) return;
    previews.get(uri.toString())?.controller.abort();
    previews.delete(uri.toString());
    diagnostics.delete(uri.toString());
  });
  return {
    onDidChange: changed.event,
    text: async (uri) => {
      if (previews.get(uri.toString())?.text === undefined) await render(uri);
      return previews.get(uri.toString())?.text ?? '';
    },
    render,
    outcome: (uri) => previews.get(uri.toString())?.outcome,
    dispose: () => {
      for (const { controller } of previews.values()) controller.abort();
      vscode.Disposable.from(follow, closing, changed, diagnostics).dispose();
    },
  };
}
