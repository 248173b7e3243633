import { UpdateDomainDocument } from '../../../src/generated/operations.js';
import { expectDone } from '../../../src/sandbox/demo/demo-client.js';
import type { MatrixStand } from '../stand/matrix-stand.js';
import { passwordLastSet, untilPasswordIsSet } from '../stand/password-clock.js';
import { Person } from '../stand/person.js';
import { Relay } from '../stand/relay.js';
import type { Way } from '../ways.js';
import { judge, type Verdict } from './verdict.js';

/** The controller takes the password, and its answer never arrives: the worker has to find out what is true. */
export async function loseAnswer(stand: MatrixStand, way: Way): Promise<Verdict> {
  const { url } = stand.directory.now;
  const relay = await Relay.before(url);
  try {
    await talkTo(stand, relay.url);
    const person = await Person.prepare(stand);
    await person.getManaged();
    const before = await passwordLastSet(stand, person);
    relay.swallowNextAnswer();
    const { go } = await person.recordNextChange(way);
    await go();
    await untilPasswordIsSet(stand, person, before);
    const { loggedOn, slot } = await person.logOn();
    relay.breakConnections();
    const faults = [
      ...(relay.swallowed > 0 ? [] : ['no answer was lost']),
      ...(loggedOn && slot === 'PENDING' ? [] : ['LOCKED OUT before the worker knew']),
    ];
    const verdict = await judge(stand, person);
    await person.stop();
    return { ...verdict, faults: [...faults, ...verdict.faults] };
  } finally {
    await talkTo(stand, url);
    await relay.close();
  }
}

/** Where the domain's controller is reached from now on. */
async function talkTo({ administrators, domainId, directory }: MatrixStand, url: string): Promise<void> {
  const { updateDomain } = await administrators.request(UpdateDomainDocument, {
    input: { id: domainId, controllers: [url], bindSecret: directory.now.reader.password },
  });
  expectDone(updateDomain);
}
