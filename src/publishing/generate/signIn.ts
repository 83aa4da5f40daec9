import { federationAudience, type AzureCloud } from '../../registries/acr/cloud';
import { hostKind, type HostKind } from './hostKind';

/** How a job signs in to a registry. */
export type SignInWay =
  /** As a role, with a token of the pipeline that has to be for this audience. */
  | { readonly kind: 'aws'; readonly region: string; readonly audience: string }
  /** As an application, with a token of the pipeline that has to be for this audience. */
  | { readonly kind: 'azure'; readonly cloud: AzureCloud['name']; readonly audience: string }
  /** With a password; the job of the forge whose registry it is has one. */
  | { readonly kind: 'password'; readonly forge: 'github' | 'gitlab' | undefined };

/** @param registry `host[:port]` */
export function signInWay(registry: string): SignInWay {
  const host = hostKind(registry);
  switch (host.kind) {
    case 'ecr':
    case 'ecr-public': {
      const region = awsRegion(host);
      return { kind: 'aws', region, audience: awsAudience(region) };
    }
    case 'acr':
      return { kind: 'azure', cloud: host.cloud, audience: federationAudience(host.cloud) };
    case 'github':
    case 'gitlab':
      return { kind: 'password', forge: host.kind };
    case 'generic':
      return { kind: 'password', forge: undefined };
  }
}

export const usualAwsAudience = 'sts.amazonaws.com';

/** The clouds of AWS in China have an audience of their own. */
function awsAudience(region: string): string {
  return region.startsWith('cn-') ? `${usualAwsAudience}.cn` : usualAwsAudience;
}

/** The region whose tokens a registry takes. ECR Public gives them in one only. */
function awsRegion(host: HostKind): string {
  return host.kind === 'ecr' ? host.region : 'us-east-1';
}

/** Whom a pipeline is to its registry. None of it is secret. What nobody knows yet is read from a variable of the pipeline. */
export interface Identity {
  /** ARN of a role that trusts the tokens of the pipeline. */
  readonly awsRole?: string;
  /** Name of a service connection of Azure DevOps. */
  readonly awsConnection?: string;
  /** Application (client) ID with a federated credential for the pipeline. */
  readonly azureClient?: string;
  readonly azureTenant?: string;
  /** Name of a service connection of Azure DevOps. */
  readonly azureConnection?: string;
}

/** How a forge calls its parts. */
export interface ForgeWords {
  /** What a job reads a setting from. */
  readonly variable: string;
  /** What a role or an application trusts. */
  readonly holder: string;
}

/** What somebody has to set of whom the job is, as far as it is not known, in sentences. */
export function identityNeeds(
  { kind }: SignInWay,
  { awsRole, azureClient, azureTenant }: Identity,
  { variable, holder }: ForgeWords,
): readonly string[] {
  const needs = (known: string | undefined, name: string, what: string): readonly string[] =>
    known === undefined ? [`Set the ${variable} ${name}: ${what}.`] : [];
  switch (kind) {
    case 'aws':
      return needs(
        awsRole,
        'AWS_ROLE_ARN',
        `ARN of a role that trusts this ${holder} and may push`,
      );
    case 'azure': {
      const client = `client ID of an application with a federated credential for this ${holder}`;
      return [
        ...needs(azureClient, 'AZURE_CLIENT_ID', client),
        ...needs(azureTenant, 'AZURE_TENANT_ID', 'its tenant'),
      ];
    }
    case 'password':
      return [];
  }
}
