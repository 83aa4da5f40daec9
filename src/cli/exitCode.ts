import { isAbort } from '../base/abort';
import { ChartroomError } from '../base/error';

/** How a command can end, and which errors end it so. */
export interface Ending {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  /** Codes of errors; one that ends in `.` stands for all of its area that are not named elsewhere. */
  readonly errors: readonly string[];
}

/** The contract with scripts, told in docs/command-line.md: a code keeps its meaning. */
export const endings = {
  ok: { code: 0, name: 'ok', meaning: 'done, or there was nothing to do', errors: [] },
  failed: {
    code: 1,
    name: 'failed',
    meaning: 'failed in another way',
    errors: [
      ...['export.failed', 'chart.unpack-failed', 'chart.not-written', 'dependency.write-failed'],
      ...['mirror.spool-failed', 'credentials.not-written', 'acr.quota'],
    ],
  },
  usage: {
    code: 2,
    name: 'usage',
    meaning: 'an unknown command, option or value',
    errors: ['usage.'],
  },
  notFound: {
    code: 3,
    name: 'not found',
    meaning: 'there is no such version, repository, saved chart or file',
    errors: [
      ...['oci.not-found', 'version.not-found', 'registry.repository-missing', 'saved.not-found'],
      ...['dependency.not-found', 'dependency.no-version', 'repository.not-found'],
      ...['repository.archive-missing', 'file.not-found', 'contents.not-found'],
      ...['mirror.chart-missing', 'mirror.version-missing'],
    ],
  },
  denied: {
    code: 4,
    name: 'denied',
    meaning: 'the registry wants a login, or the login lacks a right',
    errors: [
      ...['oci.denied', 'oci.unauthorized', 'oci.realm-refused', 'repository.unauthorized'],
      ...['ecr.', 'acr.', 'azure.', 'credentials.'],
    ],
  },
  exists: {
    code: 5,
    name: 'exists',
    meaning: 'what would be written is there already, and is something else',
    errors: [
      ...['publish.tag-taken', 'registry.tag-immutable', 'registry.repository-exists'],
      ...['publish.attachment-taken', 'mirror.conflict', 'promote.clash'],
      ...['export.file-exists', 'chart.folder-exists', 'chart.exists'],
    ],
  },
  invalid: {
    code: 6,
    name: 'invalid',
    meaning: 'a chart, a reference or an artifact is not valid, or lint found something',
    errors: [
      ...['chart.', 'artifact.', 'dependency.', 'publish.', 'saved.', 'contents.', 'export.'],
      ...['oci.reference-invalid', 'oci.repository-invalid', 'oci.tag-invalid'],
      ...['oci.host-invalid', 'oci.manifest-invalid', 'oci.manifest-too-large'],
      ...['oci.artifact-too-large', 'oci.digest-mismatch', 'repository.', 'provenance.'],
      ...['mirror.', 'promote.'],
      ...['ecr.host-invalid', 'ecr.host-mismatch', 'azure.tenant-invalid'],
    ],
  },
  unreachable: {
    code: 7,
    name: 'unreachable',
    meaning: 'the network, a proxy, a certificate, or a server that fails',
    errors: [
      ...['oci.unreachable', 'oci.certificate', 'oci.plain-http', 'oci.not-a-registry'],
      ...['oci.server-error', 'oci.throttled', 'oci.redirect-refused', 'oci.reply-invalid'],
      ...['repository.failed', 'acr.firewall', 'proxy.invalid'],
    ],
  },
  differs: {
    code: 8,
    name: 'differs',
    meaning: 'diff --exit-code found a difference',
    errors: [],
  },
  interrupted: { code: 130, name: 'interrupted', meaning: 'Ctrl-C (SIGINT)', errors: [] },
  terminated: { code: 143, name: 'terminated', meaning: 'SIGTERM', errors: [] },
} as const satisfies Readonly<Record<string, Ending>>;

const byCode = new Map(
  Object.values(endings).flatMap(({ code, errors }) =>
    errors.map((error): [string, number] => [error, code]),
  ),
);

/** The exit code for what a command failed with. */
export function exitCodeOf(error: unknown): number {
  if (isAbort(error)) return endings.interrupted.code;
  if (!(error instanceof ChartroomError)) return endings.failed.code;
  const [area = ''] = error.code.split('.');
  return byCode.get(error.code) ?? byCode.get(`${area}.`) ?? endings.failed.code;
}

/** The exit code for several failures: that of all of them where it is the same. */
export function exitCodeOfAll(errors: readonly unknown[]): number {
  const codes = new Set(errors.map(exitCodeOf));
  const [code = endings.ok.code] = codes;
  return codes.size > 1 ? endings.failed.code : code;
}
