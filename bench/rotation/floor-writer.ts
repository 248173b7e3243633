import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseControllerAddress } from '../../src/domain/active-directory/controller-address.js';
import { resetOfPassword } from '../../src/directory/passwords/password-changes.js';
import { LdapConnection } from '../../src/directory/wire/ldap-connection.js';
import { RESULT } from '../../src/directory/wire/result-codes.js';
import { DEFAULT_TIMEOUTS } from '../../src/directory/wire/timeouts.js';
import type { FloorTarget, FloorWriting } from './floor.js';

/**
 * A program of its own, as a worker is one: resets the password of each person over one kept connection and signs in with it
 * over another, with the client of a rotation, and does nothing else. Takes its target as JSON on its standard input.
 */
async function main(): Promise<void> {
  const target = JSON.parse(await text(process.stdin)) as FloorTarget;
  const writing = await connect(target);
  await writing.bind(target.account, target.password);
  const verifying = await connect(target);
  const began = performance.now();
  for (const dn of target.dns) {
    const password = `Aa1!${randomBytes(18).toString('base64url')}`;
    const answer = await writing.modify(dn, resetOfPassword(password), 'resetting a password');
    if (!answer.sent || answer.result?.code !== RESULT.SUCCESS)
      throw new Error(`The password of ${dn} was not reset: ${JSON.stringify(answer)}`);
    const bound = await verifying.tryBind(dn, password, 'trying a password');
    if (bound.code !== RESULT.SUCCESS) throw new Error(`Nobody gets in as ${dn}: ${bound.code}`);
  }
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all([writing.close(), verifying.close()]);
  process.stdout.write(
    `${JSON.stringify({ seconds, accounts: target.dns.length } satisfies FloorWriting)}\n`,
  );
}

function connect({ url, caCertificate }: FloorTarget): Promise<LdapConnection> {
  const parsed = parseControllerAddress(url);
  if (parsed.fault) throw new Error(`${url}: ${parsed.message}`);
  return LdapConnection.open(parsed.address, { caCertificates: [caCertificate], timeouts: DEFAULT_TIMEOUTS });
}

await main();
