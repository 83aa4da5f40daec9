import { ChartroomError } from '../base/error';

/** Where something begins in a file: both numbers count from one, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The error for a YAML text that Helm cannot use, and where. `file` is the name the error speaks of. */
export function yamlInvalid(file: string, position: Position, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.yaml-invalid',
    template: 'Helm cannot read {file}: {reason} (line {line}, column {column})',
    facts: { file, reason, line: position.line, column: position.column },
  });
}
