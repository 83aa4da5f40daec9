import { createHash } from 'node:crypto';
import { goJson } from '../base/goJson';
import { dependencyJson } from './config';
import type { Dependency } from './metadata';

/**
 * The digest in a Chart.lock, `sha256:` and hex, by which Helm tells that it is of these dependencies
 * (internal/resolver/resolver.go, HashReq). Both lists are as Helm has them then: sanitised, and with
 * the URL of a repository in place of `@name` and `alias:name`.
 *
 * @param required what Chart.yaml, or requirements.yaml, asks for
 * @param locked what was found, in the order of `required`
 */
export function lockDigest(required: readonly Dependency[], locked: readonly Dependency[]): string {
  return sha256(goJson([required.map(dependencyJson), locked.map(dependencyJson)]));
}

/**
 * The digest that Helm 2 wrote into a requirements.lock, which Helm still takes for a chart of apiVersion v1
 * (HashV2Req in the same file). `required` has `@name` and `alias:name` as they were written.
 */
export function helm2LockDigest(required: readonly Dependency[]): string {
  return sha256(goJson(new Map([['dependencies', required.map(dependencyJson)]])));
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
