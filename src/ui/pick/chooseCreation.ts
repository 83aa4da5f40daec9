import type * as vscode from 'vscode';
import { defaultSettings, keptSettings } from '../../publishing/creationSettings';
import type {
  CreationChoices,
  CreationSettings,
  RepositoryCreation,
} from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { askCreation, type CreationAnswer } from './askCreation';

export interface CreationQuestion {
  readonly connection: Connection;
  readonly creation: RepositoryCreation;
  /** Of what would be made, one or several with the same settings. */
  readonly names: readonly string[];
  /** `unless-remembered` where one is missing for something else: whoever told it to remember is not asked again. */
  readonly ask: 'always' | 'unless-remembered';
  /** What is offered where nothing is remembered; what the host is best used with unless given. */
  readonly offered?: ((choices: CreationChoices) => CreationSettings) | undefined;
}

/** How a repository is to be made, as it is remembered for the registry or else answered. Undefined when the question is closed. */
export async function chooseCreation(
  memory: vscode.Memento,
  { connection, creation, names, ask, offered = defaultSettings }: CreationQuestion,
): Promise<CreationAnswer | undefined> {
  const choices = await creation.choices();
  const kept = keptSettings(memory.get<unknown>(keyOf(connection)), choices);
  if (kept && ask === 'unless-remembered') return { settings: kept, remember: true };
  return askCreation({
    ...{ connection, names, choices },
    missing: ask === 'unless-remembered',
    settings: kept ?? offered(choices),
    remembered: kept !== undefined,
  });
}

/** Remembers an answer for the registry, or that nothing is to be remembered any more. */
export function keepCreation(
  memory: vscode.Memento,
  connection: Connection,
  { settings, remember }: CreationAnswer,
): Thenable<void> {
  return memory.update(keyOf(connection), remember ? settings : undefined);
}

function keyOf({ id }: Connection): string {
  return `creation.${id}`;
}
