/** The words that give Helm values files, the last of which wins. */
export function valuesFlags(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--values', csvField(file)]);
}

/** Helm reads the flag as a line of CSV (pflag, string_slice.go), so a comma would make two files of one. */
function csvField(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
