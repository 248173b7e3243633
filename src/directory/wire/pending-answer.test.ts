import { describe, expect, it, jest } from '@jest/globals';
import type { LdapEntry } from './ldap-entry.js';
import { PendingAnswer } from './pending-answer.js';

const PATIENCE = { first: 60_000, silence: 60_000, whole: 60_000 };
const DONE = { code: 0, diagnostic: '', cookie: undefined };

const entryOf = (name: string): LdapEntry => ({ name: Buffer.from(name), attributes: new Map() });

function pendingFor(read: (entry: LdapEntry) => string) {
  return new PendingAnswer(read, PATIENCE, () => undefined);
}

describe('an answer that is waited for', () => {
  it('keeps what is made of each entry as soon as it comes', async () => {
    const read = jest.fn(({ name }: LdapEntry) => name.toString());
    const pending = pendingFor(read);
    pending.add(entryOf('one'));
    expect(read).toHaveBeenCalledTimes(1);
    pending.add(entryOf('two'));
    pending.finish(DONE);
    expect(await pending.answer).toEqual({ entries: ['one', 'two'], result: DONE });
  });

  it('is, when an entry cannot be read, the first reason why, once all of it has come', async () => {
    const pending = pendingFor(({ name }) => {
      throw new Error(`no ${name.toString()}`);
    });
    expect(() => pending.add(entryOf('one'))).not.toThrow();
    expect(() => pending.add(entryOf('two'))).not.toThrow();
    pending.finish(DONE);
    await expect(pending.answer).rejects.toThrow('no one');
  });
});
