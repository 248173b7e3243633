import { eventually } from '../../../src/testing/eventually.js';
import type { Person } from '../stand/person.js';

type Part = 'workstation' | 'key';

/** The fault has struck when the server has lost sight of it. */
export function untilUnseen(person: Person, what: Part): Promise<void> {
  return until(person, what, false);
}

export function untilSeen(person: Person, what: Part): Promise<void> {
  return until(person, what, true);
}

function until(person: Person, what: Part, isWanted: boolean): Promise<void> {
  return eventually(async () => {
    const seen = await person.seenByServer();
    if (seen[what] !== isWanted)
      throw new Error(`The ${what} of ${person.who.login} is ${isWanted ? 'not there' : 'still there'}.`);
  });
}
