import { DirectoryEditor } from '../../src/sandbox/directory-editor.js';
import { awkwardPeople, AWKWARD_UNIT } from '../../src/sandbox/people/awkward-people.js';
import {
  PASSWORD_GROUP,
  SYNC_GROUP,
  type DirectoryContents,
  type SandboxDirectory,
  type SeedPerson,
} from '../../src/sandbox/sandbox-directory.js';
import { SyncWorld } from '../../src/testing/sync/sync-world.js';

export const STAFF = 'Staff';

/** A member of the sync group, by login. */
export function person(
  login: string,
  mail: string | undefined,
  overrides: Partial<SeedPerson> = {},
): SeedPerson {
  const name = login[0]!.toUpperCase() + login.slice(1);
  return {
    login,
    commonName: name,
    givenName: name,
    surname: 'Test',
    displayName: `${name} Test`,
    ...(mail === undefined ? {} : { mail }),
    enabled: true,
    groups: [SYNC_GROUP],
    unit: STAFF,
    ...overrides,
  };
}

function contents(dnsName: string, people: readonly SeedPerson[]): DirectoryContents {
  return { dnsName, units: [STAFF, AWKWARD_UNIT], groups: [SYNC_GROUP, PASSWORD_GROUP], people };
}

export const awkward = awkwardPeople('north.example');

export const NORTH = contents('north.example', [
  person('ada', 'ada@corp.example', {
    telephoneNumber: '+1 1',
    title: 'Engineer',
    groups: [SYNC_GROUP, PASSWORD_GROUP],
  }),
  person('bob', 'bob@north.example'),
  person('cleo', 'cleo@north.example'),
  person('dora', 'dora@north.example', { groups: [SYNC_GROUP, PASSWORD_GROUP] }),
  person('emil', 'emil@north.example', { enabled: false }),
  person('swapa', 'swapa@north.example'),
  person('swapb', 'swapb@north.example'),
  person('giver', 'shared@north.example'),
  person('twin1', 'twin@north.example'),
  person('twin2', 'twin@north.example'),
  person('typed', 'typed@north.example'),
  person('nomail', undefined),
  person('outsider', 'outsider@north.example', { groups: [] }),
  ...awkward,
]);

export const SOUTH = contents('south.example', [
  person('adas', 'ADA@corp.example ', {
    telephoneNumber: '+2 2',
    department: 'Research',
    title: 'Head',
    groups: [SYNC_GROUP, PASSWORD_GROUP],
  }),
  person('zoe', 'zoe@south.example'),
]);

/** Starts one directory with these contents. */
export type StartDirectory = (contents: DirectoryContents) => Promise<SandboxDirectory>;

/** Two directories, somebody who changes them, and a database that is synchronised with both. */
export interface LifecycleStand {
  readonly north: SandboxDirectory;
  readonly editor: DirectoryEditor;
  readonly southEditor: DirectoryEditor;
  readonly world: SyncWorld;
  /** Domains by id; the north's attributes win. */
  readonly northId: string;
  readonly southId: string;
  stop(): Promise<void>;
}

export async function startLifecycleStand(start: StartDirectory): Promise<LifecycleStand> {
  const [north, south] = await Promise.all([start(NORTH), start(SOUTH)]);
  const [editor, southEditor] = await Promise.all([DirectoryEditor.open(north), DirectoryEditor.open(south)]);
  const world = await SyncWorld.create();
  const northId = await world.addDomain(north, { priority: 200 });
  const southId = await world.addDomain(south, { priority: 100 });
  await world.pool.query(
    `insert into employee (source, state, deactivation_causes, display_name, email, email_key, search_text)
     values ('MANUAL', 'ACTIVE', '{}', 'Typed By Hand', 'Typed@north.example', 'typed@north.example', 'typed by hand')`,
  );
  return {
    north,
    editor,
    southEditor,
    world,
    northId,
    southId,
    async stop() {
      await Promise.allSettled([editor.close(), southEditor.close()]);
      await Promise.allSettled([north.stop(), south.stop(), world.close()]);
    },
  };
}
