import * as vscode from 'vscode';
import type { Wizard } from '../wizard';
import { ecrClients, ecrPublicClients } from './client';

/** Connects the private registry of an account in a region. */
export const ecrWizard: Wizard = {
  label: vscode.l10n.t('Amazon ECR'),
  detail: vscode.l10n.t('The private registry of an AWS account, by a profile of the AWS CLI'),
  icon: 'cloud',
  owns: (setting) => ecrClients.owns(setting),
  async connect(parts, host) {
    const { connectEcr } = await import(/* webpackChunkName: "ecr" */ './connect.js');
    return connectEcr(parts, host);
  },
  async signIn(parts, connection) {
    const { signInToEcr } = await import(/* webpackChunkName: "ecr" */ './signIn.js');
    return signInToEcr(parts, connection);
  },
};

/** Connects ECR Public, which has one host for everybody. */
export const ecrPublicWizard: Wizard = {
  label: vscode.l10n.t('Amazon ECR Public'),
  detail: vscode.l10n.t(
    'public.ecr.aws: everybody’s charts for reading, or your own for publishing',
  ),
  icon: 'globe',
  owns: (setting) => ecrPublicClients.owns(setting),
  async connect(parts, host) {
    const { connectEcrPublic } = await import(/* webpackChunkName: "ecr" */ './connectPublic.js');
    return connectEcrPublic(parts, host);
  },
  async signIn(parts, connection) {
    const { signInToEcr } = await import(/* webpackChunkName: "ecr" */ './signIn.js');
    return signInToEcr(parts, connection);
  },
};
