import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { hostKind, type HostKind } from '../../publishing/generate/hostKind';
import { slug } from '../../publishing/generate/names';
import { acrRoleCommands, iamPolicy, type Right } from '../../publishing/generate/registryRights';
import {
  terraformPublicRepository,
  terraformRepository,
} from '../../publishing/generate/terraformRepository';
import type { RepositoryEntry } from '../../registries/registry';
import { withProgress } from '../window/progress';
import type { Generated } from './generated';
import { filePlaces } from './installKinds';
import type { Kind } from './kind';
import { askOne, askText } from './questions';
import type { ChartSubject, PublishedSubject, Subject } from './subject';

type Remote = ChartSubject | PublishedSubject;

/** What makes the repository of a chart, and who may use it. */
export function registryKinds(): readonly Kind[] {
  const group = vscode.l10n.t('The Registry');
  const rights: readonly (readonly [Right, string])[] = [
    ['push', vscode.l10n.t('for publishing')],
    ['pull', vscode.l10n.t('for pulling')],
  ];
  return [
    {
      ...{ label: vscode.l10n.t('Terraform Repository'), icon: 'server-process', group },
      detail: 'resource "aws_ecr_repository"',
      fits: (subject) => isRemote(subject) && ['ecr', 'ecr-public'].includes(kindOf(subject)),
      make: (subject) => (isRemote(subject) ? makeRepository(subject) : Promise.resolve(undefined)),
    },
    ...rights.map(([right, purpose]): Kind => ({
      ...{ label: vscode.l10n.t('IAM Policy {purpose}', { purpose }), icon: 'shield', group },
      detail: 'JSON',
      fits: (subject) =>
        isRemote(subject) &&
        policyOf(hostKind(subject.registry), subject.repository, right) !== undefined,
      make: (subject) =>
        Promise.resolve(
          isRemote(subject)
            ? policyText(policyOf(hostKind(subject.registry), subject.repository, right))
            : undefined,
        ),
    })),
    ...rights.map(([right, purpose]): Kind => ({
      ...{ label: vscode.l10n.t('Azure Role {purpose}', { purpose }), icon: 'shield', group },
      detail: 'az role assignment create',
      fits: (subject) => kindOf(subject) === 'acr',
      make: (subject) => makeRole(subject, right),
    })),
  ];
}

function isRemote(subject: Subject): subject is Remote {
  return subject.type !== 'mirror';
}

function kindOf({ registry }: Subject): HostKind['kind'] {
  return hostKind(registry).kind;
}

async function makeRepository(subject: Remote): Promise<Generated | undefined> {
  const host = hostKind(subject.registry);
  const { repository } = subject;
  const entry = await entryOf(subject);
  const places = await filePlaces(subject, `terraform/ecr-${slug(repository)}.tf`);
  if (host.kind === 'ecr-public') {
    const text = terraformPublicRepository(repository, entry !== undefined);
    return { text, language: 'terraform', places };
  }
  if (host.kind !== 'ecr') return undefined;
  const keeps = await askKeeps();
  if (keeps === undefined) return undefined;
  const text = terraformRepository(host, {
    repository,
    ...(keeps !== 'all' && { keeps }),
    ...(entry && { entry }),
  });
  return { text, language: 'terraform', places };
}

/** A login that may not list keeps nobody from writing what is to be. */
async function entryOf({ lookUp, repository }: Remote): Promise<RepositoryEntry | undefined> {
  try {
    return await withProgress(vscode.l10n.t('Looking up {repository}', { repository }), lookUp);
  } catch (error) {
    if (error instanceof ChartroomError) return undefined;
    throw error;
  }
}

async function askKeeps(): Promise<number | 'all' | undefined> {
  const typed = await askText({
    title: vscode.l10n.t('Lifecycle Policy'),
    prompt: vscode.l10n.t(
      'How many versions are kept; older ones expire. Empty: all, without a policy',
    ),
    form: /^[1-9]\d{0,4}$/,
    problem: vscode.l10n.t('A number from 1 on, or nothing.'),
  });
  if (typed === undefined) return undefined;
  return typed === '' ? 'all' : Number(typed);
}

function policyOf(host: HostKind, repository: string, right: Right): string | undefined {
  return host.kind === 'ecr' || host.kind === 'ecr-public'
    ? iamPolicy(host, repository, right)
    : undefined;
}

function policyText(text: string | undefined): Generated | undefined {
  return text === undefined ? undefined : { text, language: 'json', places: [] };
}

async function makeRole(subject: Subject, right: Right): Promise<Generated | undefined> {
  const host = hostKind(subject.registry);
  if (host.kind !== 'acr') return undefined;
  const { resource, roles } = subject.azure;
  const mode =
    roles === 'abac' || roles === 'registry'
      ? roles
      : await askOne<'registry' | 'abac' | 'unknown'>(
          vscode.l10n.t('Permissions of the Registry'),
          [
            {
              label: vscode.l10n.t('I do not know'),
              detail: vscode.l10n.t('Both commands are generated'),
              icon: 'question',
              value: 'unknown',
            },
            {
              label: vscode.l10n.t('Roles of the whole registry'),
              icon: 'server',
              value: 'registry',
            },
            { label: vscode.l10n.t('ABAC repository permissions'), icon: 'repo', value: 'abac' },
          ],
        );
  if (mode === undefined) return undefined;
  const assignee = await askText({
    title: vscode.l10n.t('Who Gets the Role?'),
    prompt: vscode.l10n.t(
      'Object or client ID, or the name of a user. Empty: read from the variable ASSIGNEE',
    ),
  });
  if (assignee === undefined) return undefined;
  const text = acrRoleCommands(right, {
    ...{ name: host.name, resourceId: resource, mode: mode === 'unknown' ? undefined : mode },
    ...(assignee !== '' && { assignee }),
  });
  return { text, language: 'shellscript', places: [] };
}
