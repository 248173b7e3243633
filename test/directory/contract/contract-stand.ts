import { Attribute, Change, Client } from 'ldapts';
import { ActiveDirectory } from '../../../src/directory/active-directory.js';
import type { DirectoryPerson, DirectorySession, DirectoryTarget } from '../../../src/directory/directory.js';
import { DirectoryEditor } from '../../../src/sandbox/directory-editor.js';
import { newPassword } from '../../../src/sandbox/new-password.js';
import type { DirectoryContents, SandboxDirectory } from '../../../src/sandbox/sandbox-directory.js';
import { contents } from './contract-contents.js';

/** How one kind of directory is had. */
export interface ContractSubject {
  start(contents: DirectoryContents): Promise<SandboxDirectory>;
  /** A directory of the same contents whose reader may reset passwords: the same one, or another to be stopped. */
  startGranted(stand: ContractStand): Promise<SandboxDirectory>;
}

/** What the tests of the contract stand on: one running directory, somebody to change it, one session to read it. */
export class ContractStand {
  readonly adapter = new ActiveDirectory();
  directory!: SandboxDirectory;
  editor!: DirectoryEditor;
  session!: DirectorySession;

  constructor(readonly subject: ContractSubject) {}

  async start(): Promise<void> {
    this.directory = await this.subject.start(contents);
    this.editor = await DirectoryEditor.open(this.directory);
    this.session = await this.adapter.open(this.target());
  }

  async stop(): Promise<void> {
    await this.session?.close();
    await this.editor?.close();
    await this.directory?.stop();
  }

  target(parts: Partial<DirectoryTarget> = {}): DirectoryTarget {
    return { ...targetOf(this.directory), ...parts };
  }

  /** The reader's sAMAccountName. */
  get readerLogin(): string {
    return this.directory.reader.name.split('@')[0]!;
  }

  /** A session for one purpose. */
  async using<T>(parts: Partial<DirectoryTarget>, use: (open: DirectorySession) => Promise<T>): Promise<T> {
    const open = await this.adapter.open(this.target(parts));
    try {
      return await use(open);
    } finally {
      await open.close();
    }
  }
}

export function targetOf(directory: SandboxDirectory): DirectoryTarget {
  return {
    dnsName: directory.dnsName,
    controllers: [directory.url],
    bindAccount: directory.reader.name,
    bindSecret: directory.reader.password,
    caCertificates: [directory.caCertificate],
  };
}

export async function drain<T>(slices: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const slice of slices) all.push(...slice);
  return all;
}

/** People of these groups by their sAMAccountName. */
export async function peopleOf(
  session: DirectorySession,
  groups: readonly string[],
): Promise<Map<string, DirectoryPerson>> {
  const found = await Promise.all(groups.map((name) => session.findGroup({ name })));
  const people = await drain(session.people(found));
  return new Map(people.map((person) => [person.samAccountName!, person]));
}

/** The DN of an organisational unit somebody was made in. */
export async function unitDn(editor: DirectoryEditor, unit: string): Promise<string> {
  const dn = await editor.dnOf(contents.people.find((person) => person.unit === unit)!.login);
  return dn.slice(dn.indexOf('OU='));
}

/** Resets a password for real, with the rights of the reader. */
export async function resetAsReader(directory: SandboxDirectory, dn: string): Promise<void> {
  const client = new Client({ url: directory.url, tlsOptions: { ca: [directory.caCertificate] } });
  try {
    await client.bind(directory.reader.name, directory.reader.password);
    const values = [Buffer.from(`"${newPassword()}"`, 'utf16le')];
    const modification = new Attribute({ type: 'unicodePwd', values });
    await client.modify(dn, new Change({ operation: 'replace', modification }));
  } finally {
    await client.unbind();
  }
}
