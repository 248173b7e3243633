import {
  AssignKeyDocument,
  EmployeesDocument,
  type EmployeesQuery,
  ImportKeysDocument,
  KeysDocument,
  type KeysQuery,
  SyncNowDocument,
  SyncProgressDocument,
} from '../../src/generated/operations.js';
import type { ApiClient } from '../../src/sandbox/api-client.js';
import { expectDone } from '../../src/sandbox/demo/demo-client.js';
import { MemoryKey } from '../stand/memory-key.js';

const PAGE = 100;
const CODE = `query ActivationCode($keyId: ID!) { activationCode(keyId: $keyId) { code } }`;

/** A key that waits for its code. */
export interface ReservedKey {
  readonly key: MemoryKey;
  readonly code: string;
}

/** Reads the directory and hands everybody in it a key. */
export async function reserveKeys(client: ApiClient, domainId: string): Promise<ReservedKey[]> {
  const { syncNow } = await client.request(SyncNowDocument, { input: { domainIds: [domainId] } });
  const batchId = expectDone(syncNow).batch?.id ?? '';
  // The stream of a batch ends with it.
  for await (const _ of client.subscribe(SyncProgressDocument, { batchId }));
  const owners = await everybody(client);
  const keys = owners.map((_, at) => new MemoryKey(`BENCH-${at}`));
  const csv = ['serial,publicKey', ...keys.map(({ serial, publicKey }) => `${serial},${publicKey}`)].join(
    '\n',
  );
  expectDone((await client.request(ImportKeysDocument, { input: { csv } })).importKeys);
  const ids = await importedIds(client);
  const reserved: ReservedKey[] = [];
  for (const [at, employeeId] of owners.entries()) {
    const key = keys[at]!;
    const keyId = ids.get(key.serial) ?? '';
    expectDone((await client.request(AssignKeyDocument, { input: { keyId, employeeId } })).assignKey);
    const { data } = await client.post<{ activationCode: { code: string } }>(CODE, { keyId });
    reserved.push({ key, code: data?.activationCode.code ?? '' });
  }
  return reserved;
}

async function everybody(client: ApiClient): Promise<string[]> {
  const found: string[] = [];
  let after: string | null | undefined = null;
  for (let more = true; more;) {
    const page: EmployeesQuery = await client.request(EmployeesDocument, { first: PAGE, after });
    found.push(...page.employees.edges.map(({ node }) => node.id));
    ({ endCursor: after, hasNextPage: more } = page.employees.pageInfo);
  }
  return found;
}

async function importedIds(client: ApiClient): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  let after: string | null | undefined = null;
  for (let more = true; more;) {
    const page: KeysQuery = await client.request(KeysDocument, { first: PAGE, after });
    for (const { node } of page.keys.edges) ids.set(node.serial, node.id);
    ({ endCursor: after, hasNextPage: more } = page.keys.pageInfo);
  }
  return ids;
}
