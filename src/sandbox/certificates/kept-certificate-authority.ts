import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { authorityFrom, createAuthorityKey } from './certificates.js';
import type { CertificateAuthority, IssuedCertificate } from './certificates.js';
import { SandboxError } from '../sandbox-error.js';
import { hasErrorCode } from '../processes/system-error.js';

const FILE_NAME = 'certificate-authority.pem';
const PEM_BLOCKS = /-----BEGIN (CERTIFICATE|PRIVATE KEY)-----[^-]+-----END \1-----/gu;

/**
 * The authority kept in `directory`, made under `name` the first time. Its file holds the private key, readable by
 * its owner only (0600). Two processes that start at once get the same authority.
 * @throws SandboxError when the file is there but is not what this function wrote.
 */
export async function loadOrCreateCertificateAuthority(
  directory: string,
  name: string,
): Promise<CertificateAuthority> {
  const file = join(directory, FILE_NAME);
  const kept = await readIfThere(file);
  if (kept !== undefined) return authorityOfFile(file, kept);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeUnlessThere(file, await createAuthorityKey(name));
  return authorityOfFile(file, await readFile(file, 'utf8'));
}

/** A hard link appears with its whole content or fails because somebody else was first; a plain write does neither. */
async function writeUnlessThere(file: string, { certificate, key }: IssuedCertificate): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${certificate}\n${key}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasErrorCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
}

async function authorityOfFile(file: string, text: string): Promise<CertificateAuthority> {
  const [certificate, key] = text.match(PEM_BLOCKS) ?? [];
  try {
    return await authorityFrom({ certificate: certificate ?? '', key: key ?? '' });
  } catch (cause) {
    throw new SandboxError(
      `The sandbox's certificate authority in ${file} can't be read: the file is damaged. ` +
        'Delete it and start again; a new authority is made, and clients must be given its certificate.',
      { cause },
    );
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
