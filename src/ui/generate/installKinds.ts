import * as vscode from 'vscode';
import { argoApplication } from '../../publishing/generate/argoApplication';
import {
  lastPartOf,
  versionAt,
  type ChartReference,
} from '../../publishing/generate/chartReference';
import { dependencyEntry, dependencyText } from '../../publishing/generate/dependencyEntry';
import { fluxRelease, type FluxRef } from '../../publishing/generate/fluxRelease';
import { helmCommands } from '../../publishing/generate/helmCommands';
import { slug } from '../../publishing/generate/names';
import { terraformRelease } from '../../publishing/generate/terraformRelease';
import { findWorkspaceCharts } from '../charts/workspaceCharts';
import type { Generated, Place } from './generated';
import type { Kind } from './kind';
import { askConstraint, askNamespace, askOne } from './questions';
import { repositoryRoot } from './repositoryRoot';
import type { ChartSubject, PublishedSubject, Subject } from './subject';

type Published = ChartSubject | PublishedSubject;

/** What installs a published chart, or builds on it. */
export function installKinds(): readonly Kind[] {
  const kind = (
    label: string,
    icon: string,
    detail: string,
    make: (subject: Published, reference: ChartReference) => Promise<Generated | undefined>,
  ): Kind => ({
    ...{ label, icon, detail, group: vscode.l10n.t('Use of the Chart') },
    fits: (subject) => subject.type !== 'mirror',
    make: async (subject) => {
      if (subject.type === 'mirror') return undefined;
      const reference = await subject.version();
      return reference && make(subject, { ...reference, plainHttp: subject.plainHttp });
    },
  });
  return [
    kind(
      vscode.l10n.t('Helm Commands'),
      'terminal',
      'helm install, upgrade, pull, template',
      async (_, reference) =>
        inNamespace((namespace) => ({
          ...{ text: helmCommands(reference, namespace), language: 'shellscript', places: [] },
        })),
    ),
    kind(
      vscode.l10n.t('Dependency in a Chart.yaml'),
      'references',
      'dependencies:',
      makeDependency,
    ),
    kind(
      vscode.l10n.t('Argo CD Application'),
      'server-environment',
      'kind: Application',
      async (subject, reference) => {
        const places = await filePlaces(subject, `argocd/${nameOf(reference)}.yaml`);
        return inNamespace((namespace) => ({
          ...{ text: argoApplication(reference, namespace), language: 'yaml', places },
        }));
      },
    ),
    kind(
      vscode.l10n.t('Flux OCIRepository and HelmRelease'),
      'server-environment',
      'kind: HelmRelease',
      makeFlux,
    ),
    kind(
      vscode.l10n.t('Terraform helm_release'),
      'server-process',
      'resource "helm_release"',
      async (subject, reference) => {
        const places = await filePlaces(subject, `terraform/${nameOf(reference)}.tf`);
        return inNamespace((namespace) => ({
          ...{ text: terraformRelease(reference, namespace), language: 'terraform', places },
        }));
      },
    ),
  ];
}

async function inNamespace(
  make: (namespace: string | undefined) => Generated,
): Promise<Generated | undefined> {
  const namespace = await askNamespace();
  return namespace === undefined ? undefined : make(namespace === '' ? undefined : namespace);
}

async function makeDependency(
  subject: Published,
  reference: ChartReference,
): Promise<Generated | undefined> {
  // What cannot be is said before anything is asked.
  const { version } = dependencyEntry(reference);
  const constraint = await askConstraint(version, vscode.l10n.t('Which Versions Will Do?'));
  if (constraint === undefined) return undefined;
  const entry = dependencyEntry(reference, constraint);
  const itself = subject.type === 'chart' ? subject.chart.directory : undefined;
  const charts = (await findWorkspaceCharts()).filter(({ directory }) => directory !== itself);
  return {
    text: dependencyText(entry),
    language: 'yaml',
    places: charts.map((chart) => ({ kind: 'dependency', chart, entry })),
  };
}

async function makeFlux(
  subject: Published,
  reference: ChartReference,
): Promise<Generated | undefined> {
  const ref = await askRef(reference);
  if (!ref) return undefined;
  const places = await filePlaces(subject, `flux/${nameOf(reference)}.yaml`);
  return inNamespace((namespace) => ({
    ...{ text: fluxRelease(reference, ref, namespace), language: 'yaml', places },
  }));
}

/** What the release follows; asks only where there is a choice. */
async function askRef(reference: ChartReference): Promise<FluxRef | undefined> {
  const { tag, digest } = reference;
  const version = versionAt(reference);
  const answers = [
    ...(tag === undefined
      ? []
      : [
          {
            label: tag,
            detail: vscode.l10n.t('This tag, wherever it points'),
            icon: 'tag',
            value: 'tag' as const,
          },
        ]),
    ...(digest === undefined
      ? []
      : [
          {
            label: digest,
            detail: vscode.l10n.t('This content and no other'),
            icon: 'pinned',
            value: 'digest' as const,
          },
        ]),
    ...(version === undefined
      ? []
      : [
          {
            label: vscode.l10n.t('A range of versions…'),
            detail: vscode.l10n.t('The newest of them is installed by itself'),
            icon: 'arrow-up',
            value: 'semver' as const,
          },
        ]),
  ];
  const chosen =
    answers.length === 1
      ? answers[0]?.value
      : await askOne(vscode.l10n.t('What Does the Release Follow?'), answers);
  if (chosen === 'tag' && tag !== undefined) return { tag };
  if (chosen === 'digest' && digest !== undefined) return { digest };
  if (chosen !== 'semver' || version === undefined) return undefined;
  const semver = await askConstraint(version, vscode.l10n.t('Which Versions Are Installed?'));
  return semver === undefined ? undefined : { semver };
}

function nameOf(reference: ChartReference): string {
  return slug(lastPartOf(reference));
}

/** A file below the repository of the chart, else of the first folder that is open. */
export async function filePlaces(subject: Subject, path: string): Promise<readonly Place[]> {
  const from =
    subject.type === 'chart'
      ? subject.chart.directory
      : vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file')?.uri.fsPath;
  const root = from === undefined ? undefined : await repositoryRoot(from);
  return root ? [{ kind: 'file', root: root.directory, path, fixed: false }] : [];
}
