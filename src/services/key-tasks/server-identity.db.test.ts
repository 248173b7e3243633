import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPool, type Pool } from '../../database.js';
import { createServerIdentities } from '../../keys/server-identities.js';
import { createTestDatabase, type TestDatabase } from '../../testing/database/test-database.js';
import { ownIdentity } from './server-identity.js';

const masterKey = randomBytes(32);
let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('servers that start at the same moment have one identity, and so have those that come later', async () => {
  const servers = Array.from({ length: 10 }, () => ownIdentity(pool, createServerIdentities(masterKey)));
  const identities = await Promise.all(servers.map((identity) => identity()));
  const keys = identities.map(({ publicKey }) => Buffer.from(publicKey).toString('hex'));
  expect(new Set(keys).size).toBe(1);
  const later = await ownIdentity(pool, createServerIdentities(masterKey))();
  expect(Buffer.from(later.publicKey).toString('hex')).toBe(keys[0]);
  const { rows } = await pool.query('select version from server_identity');
  expect(rows).toEqual([{ version: 1 }]);
});

test('the newest one counts', async () => {
  const { version, publicKey, seedSealed } = createServerIdentities(masterKey).make(2);
  await pool.query('insert into server_identity (version, public_key, seed_sealed) values ($1, $2, $3)', [
    version,
    publicKey,
    seedSealed,
  ]);
  expect((await ownIdentity(pool, createServerIdentities(masterKey))()).version).toBe(2);
});

test('under another master key the failure is told, and asking again tries again', async () => {
  const identity = ownIdentity(pool, createServerIdentities(randomBytes(32)));
  await expect(identity()).rejects.toMatchObject({ code: 'SERVER_IDENTITY_UNREADABLE' });
  await pool.query('delete from server_identity');
  expect((await identity()).version).toBe(1);
});
