import { isMap, isScalar, isSeq, parseAllDocuments, type Document } from 'yaml';
import { ChartroomError } from '../../base/error';
import type { TextEdit } from '../../chart/replaceVersion';

/** The stages of a pipeline that names none are build, test and deploy, between `.pre` and `.post`. */
const usualStage = 'deploy';

export interface AddedJob {
  /** Its key. */
  readonly name: string;
  /** The job as YAML, for a stage of the pipeline. */
  readonly text: (stage: string) => string;
}

/**
 * The edit that adds a job to the end of a `.gitlab-ci.yml` and touches nothing else.
 *
 * @param file for messages
 * @throws ChartroomError `generate.job-there`, `generate.pipeline-unreadable`
 */
export function addGitlabJob(yaml: string, job: AddedJob, file: string): TextEdit {
  // What comes first, before `---`, can be the inputs of the pipeline.
  const before = documentsOf(yaml);
  const last = before.at(-1);
  const root = last?.contents ?? null;
  if (last?.errors[0] || (root !== null && (!isMap(root) || root.flow))) {
    throw unreadable(
      file,
      last?.errors[0]?.message.split('\n')[0] ?? 'it is no mapping in block form',
    );
  }
  if (isMap(root) && root.items.some(({ key }) => isScalar(key) && key.value === job.name)) {
    throw new ChartroomError({
      code: 'generate.job-there',
      template: '{file} has a job {job} already',
      facts: { file, job: job.name },
      remedy: { kind: 'open-file', path: file },
    });
  }
  const edit = appended(yaml, job.text(stageIn(root)));
  const after = documentsOf(yaml + edit.text);
  const result = after.at(-1);
  const isSame = after.length === Math.max(before.length, 1);
  if (!isSame || !result || result.errors[0] || !result.has(job.name)) {
    throw unreadable(file, 'a job at its end would not be one of its keys');
  }
  return edit;
}

function documentsOf(yaml: string): readonly Document[] {
  const found = parseAllDocuments(yaml, {
    ...{ schema: 'yaml-1.1', uniqueKeys: false, logLevel: 'silent', prettyErrors: false },
  });
  return 'empty' in found ? [] : found;
}

/** Where the pipeline names its stages and has none to deploy in, the last of them. */
function stageIn(root: unknown): string {
  const stages = isMap(root) ? root.get('stages', true) : undefined;
  const names = isSeq(stages)
    ? stages.items.flatMap((item) => (isScalar(item) ? String(item.value) : []))
    : [];
  return names.includes(usualStage) ? usualStage : (names.at(-1) ?? usualStage);
}

function appended(yaml: string, job: string): TextEdit {
  const lineEnd = yaml.includes('\r\n') ? '\r\n' : '\n';
  const isEmpty = yaml.trim() === '';
  const gap = isEmpty ? '' : yaml.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
  return {
    start: yaml.length,
    end: yaml.length,
    text: gap + job.replaceAll('\n', lineEnd),
  };
}

function unreadable(file: string, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'generate.pipeline-unreadable',
    template: 'No job can be added to {file}: {reason}',
    facts: { file, reason },
    remedy: { kind: 'open-file', path: file },
  });
}
