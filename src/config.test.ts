import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError, isInTheClear, readConfig } from './config.js';

const key = randomBytes(32);
const good = {
  DATABASE_URL: 'postgresql://latchkey:secret@db.example/latchkey',
  LATCHKEY_MASTER_KEY: key.toString('base64'),
};

function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the settings', () => {
  test('have defaults for everything but the database and the master key', () => {
    expect(readConfig(good)).toEqual({
      databaseUrl: good.DATABASE_URL,
      temporal: { address: '127.0.0.1:7233', namespace: 'default', taskQueue: 'latchkey' },
      masterKey: key,
      http: { host: '127.0.0.1', port: 4000, publicUrl: undefined },
      access: {
        trustedProxies: [],
        introspection: true,
        graphiql: true,
        sockets: { all: 2_000, perAddress: 100, perPrincipal: 200, subscriptionsPerPrincipal: 2_000 },
      },
      mail: undefined,
      metrics: undefined,
      mailLanguage: 'en',
      sessionHours: 12,
      sessionIdleMinutes: 120,
      requirePasskey: false,
      workstationEnrolment: 'token',
      activationDays: 7,
      logLevel: 'info',
    });
  });

  test('take an empty variable for an absent one', () => {
    expect(readConfig({ ...good, LATCHKEY_PORT: '', LATCHKEY_MASTER_KEY_FILE: '' }).http.port).toBe(4000);
  });

  test('take trusted proxies as addresses, networks and names of networks', () => {
    const given = ' 10.0.0.5, 192.168.7.0/24,loopback,2001:db8::/32';
    expect(readConfig({ ...good, LATCHKEY_TRUSTED_PROXIES: given }).access.trustedProxies).toEqual([
      '10.0.0.5',
      '192.168.7.0/24',
      'loopback',
      '2001:db8::/32',
    ]);
  });

  test.each(['proxy.example', '10.0.0.5,', '10.0.0.0/33', '0.0.0.0/0', '::/0', '*'])(
    'take %s for no trusted proxy',
    (given) => {
      expect(faultsOf({ ...good, LATCHKEY_TRUSTED_PROXIES: given })[0]).toMatch(
        /^LATCHKEY_TRUSTED_PROXIES: must be/,
      );
    },
  );

  test.each([
    'https://keys.example/latchkey',
    'https://keys.example/?a=b',
    'https://keys.example/#a',
    'https://me:secret@keys.example/',
  ])('take %s for no address that links can be made with', (given) => {
    expect(faultsOf({ ...good, LATCHKEY_PUBLIC_URL: given })[0]).toMatch(
      /^LATCHKEY_PUBLIC_URL: scheme, host/,
    );
  });

  test.each([undefined, 'http://127.0.0.1:4000', 'https://[::1]'])(
    'ask for no passkey that nobody could make: %s is no name',
    (given) => {
      const settings = { ...good, LATCHKEY_REQUIRE_PASSKEY: 'true', LATCHKEY_PUBLIC_URL: given };
      expect(faultsOf(settings)[0]).toMatch(/^LATCHKEY_REQUIRE_PASSKEY: needs LATCHKEY_PUBLIC_URL/);
      const named = { ...settings, LATCHKEY_PUBLIC_URL: 'https://keys.example' };
      expect(readConfig(named).requirePasskey).toBe(true);
    },
  );

  test.each([
    ['http://keys.example/', true],
    ['http://192.168.7.1:4000/', true],
    ['https://keys.example/', false],
    ['http://localhost:4000/', false],
    ['http://127.0.0.1/', false],
    ['http://[::1]:4000/', false],
  ])('know that links to %s can be read on the way: %s', (url, expected) => {
    expect(isInTheClear(new URL(url))).toBe(expected);
  });

  test('switch introspection and GraphiQL off', () => {
    const { access } = readConfig({ ...good, LATCHKEY_INTROSPECTION: 'false', LATCHKEY_GRAPHIQL: 'false' });
    expect([access.introspection, access.graphiql]).toEqual([false, false]);
  });

  test('report all mistakes together, each by its name', () => {
    const faults = faultsOf({
      DATABASE_URL: 'mysql://db',
      LATCHKEY_PORT: '70000',
      LATCHKEY_PUBLIC_URL: 'keys.example',
      LATCHKEY_SESSION_HOURS: 'long',
      LATCHKEY_LOG_LEVEL: 'loud',
      TEMPORAL_ADDRESS: 'http://temporal',
    });
    const names = faults.map((fault) => fault.split(':')[0]);
    expect(names.toSorted()).toEqual([
      'DATABASE_URL',
      'LATCHKEY_LOG_LEVEL',
      'LATCHKEY_MASTER_KEY',
      'LATCHKEY_PORT',
      'LATCHKEY_PUBLIC_URL',
      'LATCHKEY_SESSION_HOURS',
      'TEMPORAL_ADDRESS',
    ]);
  });

  test('never repeat the master key', () => {
    const wrong = `${randomBytes(31).toString('base64')}!`;
    const faults = faultsOf({ ...good, LATCHKEY_MASTER_KEY: wrong });
    expect(faults).toHaveLength(1);
    expect(faults.join()).not.toContain(wrong.slice(0, 10));
  });

  test('refuse to choose between two master keys', () => {
    expect(faultsOf({ ...good, LATCHKEY_MASTER_KEY_FILE: '/some/file' })).toEqual([
      'LATCHKEY_MASTER_KEY, LATCHKEY_MASTER_KEY_FILE: set one of them, not both',
    ]);
  });

  describe('with a key file', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'latchkey-config-'));
    });
    afterAll(() => rm(folder, { recursive: true }));

    test('take the key from it', async () => {
      const file = join(folder, 'key');
      await writeFile(file, `${key.toString('base64')}\n`);
      const { DATABASE_URL } = good;
      expect(readConfig({ DATABASE_URL, LATCHKEY_MASTER_KEY_FILE: file }).masterKey).toEqual(key);
    });

    test('say why it cannot be read', () => {
      const file = join(folder, 'missing');
      const { DATABASE_URL } = good;
      expect(faultsOf({ DATABASE_URL, LATCHKEY_MASTER_KEY_FILE: file })).toEqual([
        `LATCHKEY_MASTER_KEY_FILE: ${file} cannot be read (ENOENT)`,
      ]);
    });
  });
});

describe('the mail settings', () => {
  const mail = {
    LATCHKEY_SMTP_URL: 'smtps://ada:hunter2@mail.example',
    LATCHKEY_MAIL_FROM: 'keys@example.com',
  };

  test('are the server and the sender', () => {
    expect(readConfig({ ...good, ...mail }).mail).toEqual({
      server: {
        host: 'mail.example',
        port: 465,
        protection: 'TLS',
        account: { user: 'ada', password: 'hunter2' },
      },
      from: { name: 'Latchkey', address: 'keys@example.com', domain: 'example.com' },
    });
  });

  test('may name a file that holds the address with its password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-mail-'));
    const file = join(folder, 'smtp-url');
    await writeFile(file, `${mail.LATCHKEY_SMTP_URL}\n`);
    const environment = {
      ...good,
      LATCHKEY_MAIL_FROM: mail.LATCHKEY_MAIL_FROM,
      LATCHKEY_SMTP_URL_FILE: file,
    };
    expect(readConfig(environment).mail?.server.account?.password).toBe('hunter2');
    await rm(folder, { recursive: true });
    expect(faultsOf(environment)).toEqual([expect.stringMatching(/^LATCHKEY_SMTP_URL_FILE: .*ENOENT/)]);
  });

  test.each([
    [{ LATCHKEY_SMTP_URL: mail.LATCHKEY_SMTP_URL }, ['LATCHKEY_MAIL_FROM']],
    [{ LATCHKEY_MAIL_FROM: mail.LATCHKEY_MAIL_FROM }, ['LATCHKEY_SMTP_URL']],
    [{ ...mail, LATCHKEY_SMTP_URL_FILE: '/x' }, ['LATCHKEY_SMTP_URL, LATCHKEY_SMTP_URL_FILE']],
    [
      { LATCHKEY_SMTP_URL: 'smtp://ada:hunter2@mail.example/inbox', LATCHKEY_MAIL_FROM: 'hunter2' },
      ['LATCHKEY_SMTP_URL', 'LATCHKEY_MAIL_FROM'],
    ],
  ])('that do not fit together are named, and no value is repeated', (environment, names) => {
    const faults = faultsOf({ ...good, ...environment });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(names);
    expect(faults.join()).not.toContain('hunter2');
  });
});
