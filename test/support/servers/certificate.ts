import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A self-signed certificate for 127.0.0.1 and these names, in PEM, made by openssl. */
export async function makeCertificate(
  directory: string,
  names: readonly string[] = [],
): Promise<Certificate> {
  const certificateFile = join(directory, 'certificate.pem');
  const keyFile = join(directory, 'key.pem');
  const alternatives = ['IP:127.0.0.1', ...names.map((name) => `DNS:${name}`)].join(',');
  const subject = ['-subj', '/CN=Test', '-addext', `subjectAltName=${alternatives}`];
  const output = ['-keyout', keyFile, '-out', certificateFile];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...subject,
    ...output,
  ]);
  return { certificateFile, keyFile };
}
