import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { azurePipeline, azurePipelinePath } from '../../publishing/generate/azurePipelines';
import { githubWorkflow, workflowPath } from '../../publishing/generate/github';
import { gitlabFile, gitlabJob } from '../../publishing/generate/gitlab';
import {
  identityNeeded,
  pipelineName,
  type Pipeline,
  type PipelineHost,
  type PipelineTask,
} from '../../publishing/generate/pipeline';
import type { Identity } from '../../publishing/generate/signIn';
import { gitTagName } from '../../publishing/release/gitTag';
import { tagPatternFor } from '../charts/tagPattern';
import { metadataOf } from '../charts/workspaceCharts';
import { sentence } from '../window/showError';
import type { Generated, Place } from './generated';
import type { Kind } from './kind';
import { askCron, askIdentity, askOne, askText } from './questions';
import { pathInRoot, repositoryRoot, type RepositoryRoot } from './repositoryRoot';
import type { ChartSubject, MirrorSubject, Subject } from './subject';

type PipelineSubject = ChartSubject | MirrorSubject;

/** @param toolVersion of the command line of Chartroom that the jobs call */
export function pipelineKinds(toolVersion: string): readonly Kind[] {
  const kind = (host: PipelineHost, label: string, icon: string, detail: string): Kind => ({
    ...{ label, icon, detail, group: vscode.l10n.t('Pipelines') },
    fits: (subject) => subject.type !== 'published',
    make: (subject) => makePipeline(host, subject, toolVersion),
  });
  return [
    kind('github', vscode.l10n.t('GitHub Actions Workflow'), 'github-action', '.github/workflows'),
    kind('gitlab', vscode.l10n.t('GitLab CI Job'), 'rocket', gitlabFile),
    kind('azure', vscode.l10n.t('Azure Pipeline'), 'azure-devops', '.azure-pipelines'),
  ];
}

async function makePipeline(
  host: PipelineHost,
  subject: Subject,
  toolVersion: string,
): Promise<Generated | undefined> {
  if (subject.type === 'published') return undefined;
  const path = pathOf(subject);
  const root = await repositoryRoot(path);
  if (!root) throw outsideOfAll(path);
  const task = await taskOf(subject, root);
  if (!task) return undefined;
  const branch = await branchFor(host, task, root);
  if (branch === undefined) return undefined;
  const needed = identityNeeded(host, subject.registry);
  const identity = await askIdentity(needed, knownIdentity(subject));
  if (!identity) return undefined;
  const { plainHttp } = subject;
  return generatedFor(host, { task, toolVersion, identity, plainHttp, branch }, root);
}

function pathOf(subject: PipelineSubject): string {
  return subject.type === 'chart' ? subject.chart.directory : subject.file.fsPath;
}

/** The settings of a registry of Azure name its tenant. */
function knownIdentity({ azure }: PipelineSubject): Identity {
  const tenant = azure['tenant'];
  return tenant === undefined ? {} : { azureTenant: tenant };
}

async function taskOf(
  subject: PipelineSubject,
  root: RepositoryRoot,
): Promise<PipelineTask | undefined> {
  const path = pathOf(subject);
  const inRoot = pathInRoot(root, path);
  if (subject.type === 'mirror') {
    const cron = await askCron();
    if (cron === undefined) return undefined;
    const { registry, others } = subject;
    return { kind: 'mirror', path: inRoot, registry, others, cron };
  }
  const { name } = metadataOf(subject.chart);
  const tagPattern = tagPatternFor(path);
  const tag = exampleTag(tagPattern, name);
  const on = await askOne<'branch' | 'tag'>(
    vscode.l10n.t('When Is {chart} Published?', { chart: name }),
    [
      {
        label: vscode.l10n.t('When a change reaches the default branch'),
        detail: vscode.l10n.t(
          'A version that is there with other content is refused: bump it first',
        ),
        icon: 'git-branch',
        value: 'branch',
      },
      {
        label: vscode.l10n.t('When a tag is pushed'),
        detail:
          tag instanceof ChartroomError
            ? sentence(tag)
            : vscode.l10n.t('One of a version, such as {tag}', { tag }),
        icon: 'tag',
        value: 'tag',
      },
    ],
  );
  if (!on) return undefined;
  if (on === 'tag' && tag instanceof ChartroomError) throw tag;
  const { target, chart } = subject;
  const { hasDependencies } = chart;
  return { kind: 'publish', chart: name, path: inRoot, target, hasDependencies, on, tagPattern };
}

/** A pattern that makes no tags keeps nobody from a pipeline that needs none. */
function exampleTag(pattern: string, name: string): string | ChartroomError {
  try {
    return gitTagName(pattern, { name, version: '1.2.0' });
  } catch (error) {
    if (error instanceof ChartroomError) return error;
    throw error;
  }
}

/** GitLab knows the default branch by itself, and tags are on none. */
async function branchFor(
  host: PipelineHost,
  task: PipelineTask,
  root: RepositoryRoot,
): Promise<string | undefined> {
  const isNamed =
    task.kind === 'publish' ? task.on === 'branch' && host !== 'gitlab' : host === 'azure';
  if (!isNamed) return '';
  const typed =
    root.defaultBranch ??
    (await askText({
      title: vscode.l10n.t('Default Branch'),
      prompt: vscode.l10n.t('The branch whose changes are published'),
      value: 'main',
      form: /^[^\s~^:?*[\\]+$/,
      problem: vscode.l10n.t('Git allows no branch of that name.'),
    }));
  return typed === '' ? 'main' : typed;
}

function generatedFor(host: PipelineHost, pipeline: Pipeline, root: RepositoryRoot): Generated {
  const places = [placeOf(host, pipeline, root.directory)];
  return { text: textOf(host, pipeline), language: 'yaml', places };
}

/** A job begins at the top of a checkout, so it could not name the file. */
function outsideOfAll(path: string): ChartroomError {
  return new ChartroomError({
    code: 'generate.outside-of-repository',
    template:
      'A pipeline would not find {path}: it is in no Git repository and in no folder of the workspace',
    facts: { path },
  });
}

function textOf(host: PipelineHost, pipeline: Pipeline): string {
  const texts: Record<PipelineHost, (pipeline: Pipeline) => string> = {
    github: githubWorkflow,
    gitlab: (one) => gitlabJob(one),
    azure: azurePipeline,
  };
  return texts[host](pipeline);
}

function placeOf(host: PipelineHost, pipeline: Pipeline, root: string): Place {
  if (host === 'gitlab') {
    const job = {
      name: pipelineName(pipeline.task),
      text: (stage: string) => gitlabJob(pipeline, stage),
    };
    return { kind: 'job', root, path: gitlabFile, job };
  }
  const path = host === 'github' ? workflowPath(pipeline) : azurePipelinePath(pipeline);
  return { kind: 'file', root, path, fixed: host === 'github' };
}
