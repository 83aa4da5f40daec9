import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Facts } from '../../base/error';
import type { Severity, TextRange } from '../../chart/rules/finding';
import type { PlacedFinding } from '../../publishing/check/checkFolder';
import { rulePage } from './rulePage';

/** What diagnostics name as where they come from. */
const source = 'Chartroom';

/** A finding as VS Code shows it, in the reader's language. */
export function diagnosticOf(finding: PlacedFinding, directory: string): vscode.Diagnostic {
  const { rule, severity, range, template, facts, related } = finding;
  const diagnostic = new vscode.Diagnostic(
    rangeOf(range),
    words(template, facts),
    severities[severity],
  );
  diagnostic.source = source;
  diagnostic.code = { value: rule, target: rulePage(rule) };
  diagnostic.relatedInformation = related.map(
    (place) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(join(directory, place.file)), rangeOf(place.range)),
        words(place.template, place.facts),
      ),
  );
  const tag = tags.get(rule);
  if (tag !== undefined) diagnostic.tags = [tag];
  return diagnostic;
}

/** The rule of a diagnostic of ours. */
export function ruleOf({ source: from, code }: vscode.Diagnostic): string | undefined {
  return from === source && typeof code === 'object' ? String(code.value) : undefined;
}

export function rangeOf({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function words(template: string, facts: Facts): string {
  return vscode.l10n.t(template, facts);
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  info: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

/** Faded where nobody reads it, struck out where it was given up. */
const tags: ReadonlyMap<string, vscode.DiagnosticTag> = new Map([
  ['ignore-matches-nothing', vscode.DiagnosticTag.Unnecessary],
  ['key-unknown', vscode.DiagnosticTag.Unnecessary],
  ['api-version-v1', vscode.DiagnosticTag.Deprecated],
]);
