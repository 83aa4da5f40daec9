import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A self-signed certificate for 127.0.0.1, in PEM, made by openssl. */
export async function makeCertificate(directory: string): Promise<Certificate> {
  const certificateFile = join(directory, 'certificate.pem');
  const keyFile = join(directory, 'key.pem');
  const subject = ['-subj', '/CN=Test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const output = ['-keyout', keyFile, '-out', certificateFile];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...subject,
    ...output,
  ]);
  return { certificateFile, keyFile };
}
