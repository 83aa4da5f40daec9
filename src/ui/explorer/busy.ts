import * as vscode from 'vscode';
import { contextKeys, viewIds } from '../contributions';

let running = 0;

/** Shows the progress bar of the view, and its Stop button, while a page or a version is being read. Begins when they are there, so that no failure comes before somebody waits for it. */
export async function busy<T>(work: () => Promise<T>): Promise<T> {
  await count(1);
  try {
    return await vscode.window.withProgress({ location: { viewId: viewIds.registries } }, work);
  } finally {
    await count(-1);
  }
}

/** Resolves when the window has taken everything it was sent before: it takes messages in their order. */
export function windowCaughtUp(): Promise<void> {
  return count(0);
}

async function count(step: number): Promise<void> {
  running += step;
  await vscode.commands.executeCommand('setContext', contextKeys.listing, running > 0);
}
