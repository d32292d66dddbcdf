import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate of a broker at 127.0.0.1, and the authority of our own that signed it. */
export type Certificates = {
  /** What clients must trust, as PEM. */
  readonly caPem: string;
  /** Key and chain for the broker, as a PEM file. */
  readonly keyStore: string;
};

/** Makes an authority and a certificate in a folder, by openssl. Both are valid for a day. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const path = (name: string) => join(folder, name);
  const make = ['-newkey', 'rsa:2048', '-nodes', '-sha256'];
  await run('openssl', [
    ...['req', '-x509', ...make, '-days', '1', '-subj', '/CN=authority of the broker tests'],
    ...['-keyout', path('ca.key'), '-out', path('ca.pem')],
  ]);
  await run('openssl', [
    ...['req', ...make, '-subj', '/CN=broker'],
    ...['-keyout', path('broker.key'), '-out', path('broker.csr')],
  ]);
  await writeFile(path('broker.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  await run('openssl', [
    ...['x509', '-req', '-days', '1', '-in', path('broker.csr'), '-out', path('broker.crt')],
    ...['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial'],
    ...['-extfile', path('broker.ext')],
  ]);
  const [key, certificate, caPem] = await Promise.all(
    ['broker.key', 'broker.crt', 'ca.pem'].map((name) => readFile(path(name), 'utf8')),
  );
  const keyStore = path('broker.pem');
  await writeFile(keyStore, `${key}${certificate}${caPem}`);
  return { caPem: caPem!, keyStore };
}
