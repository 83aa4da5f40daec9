import { ChartroomError, type Remedy } from '../../base/error';
import { registryNameOf } from './cloud';

/**
 * What a refusal means in the terms of Azure Container Registry, told from what it says itself;
 * undefined when it says nothing special. Facts are those of the error, and the ones named here.
 */
export function acrProblem(error: ChartroomError): ChartroomError | undefined {
  return (
    firewallProblem(error) ?? lockProblem(error) ?? softDeleteProblem(error) ?? quotaProblem(error)
  );
}

/** A network rule; the fact `address` is how the registry sees this machine. */
export function firewallProblem(error: ChartroomError): ChartroomError | undefined {
  const [, address] = /client with IP '([^']+)' is not allowed/i.exec(reasonOf(error)) ?? [];
  if (address === undefined || error.facts['status'] !== 403) return undefined;
  const host = String(error.facts['host']);
  const text = `az acr network-rule add --name ${registryNameOf(host)} --ip-address ${address}`;
  return reworded(
    error,
    'acr.firewall',
    'The firewall of {host} does not let this machine in, which it sees as {address}',
    { kind: 'show-text', title: address, language: 'shellscript', text },
    { address },
  );
}

/** Something the version, or the repository around it, is locked against. */
function lockProblem(error: ChartroomError): ChartroomError | undefined {
  const isLocked =
    error.facts['registryCode'] === 'REGISTRY_DISALLOWED_OPERATION' ||
    (error.facts['status'] === 405 && /operation is disallowed/i.test(reasonOf(error)));
  if (!isLocked) return undefined;
  return reworded(
    error,
    'acr.locked',
    '{subject} on {host} is locked against this, by itself or with its repository; it has to be unlocked first',
  );
}

/** Sources do not agree on a code, so the words decide. */
function quotaProblem(error: ChartroomError): ChartroomError | undefined {
  const { registryCode = '', status } = error.facts;
  const isRefusal = typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
  if (!isRefusal || !/quota|storage limit/i.test(`${registryCode} ${reasonOf(error)}`)) {
    return undefined;
  }
  const text = `az acr show-usage --name ${registryNameOf(String(error.facts['host']))} --output table`;
  return reworded(
    error,
    'acr.quota',
    '{host} has no room left for {subject}: its storage quota is used up ({reason})',
    { kind: 'show-text', title: 'Usage', language: 'shellscript', text },
  );
}

function softDeleteProblem(error: ChartroomError): ChartroomError | undefined {
  return /soft[- ]?delete/i.test(reasonOf(error)) ? softDeleted(error) : undefined;
}

/**
 * A manifest that was deleted but can be restored. Where it is simply not found, the code stays
 * `oci.not-found`: for a push that is the same as never having been there.
 */
export function softDeleted(error: ChartroomError): ChartroomError {
  const name = registryNameOf(String(error.facts['host']));
  const text = `az acr manifest restore --registry ${name} ${restored(String(error.facts['subject']))}`;
  return reworded(
    error,
    error.code === 'oci.not-found' ? error.code : 'acr.soft-deleted',
    '{subject} was deleted from {host} and can still be restored',
    { kind: 'show-text', title: 'Restore', language: 'shellscript', text },
    { softDeleted: 1 },
  );
}

/** The command takes a name with a tag; a digest goes along beside it. */
function restored(subject: string): string {
  const [repository = '', digest] = subject.split('@');
  return digest === undefined
    ? `--name ${repository}`
    : `--name "${repository}:<tag>" --digest ${digest}`;
}

/** The same failure with another code and sentence. */
export function reworded(
  cause: ChartroomError,
  code: string,
  template: string,
  remedy?: Remedy,
  facts: ChartroomError['facts'] = {},
): ChartroomError {
  return new ChartroomError({
    code,
    template,
    facts: { ...cause.facts, ...facts },
    ...(remedy && { remedy }),
    cause,
  });
}

function reasonOf({ facts }: ChartroomError): string {
  return String(facts['reason'] ?? '');
}
