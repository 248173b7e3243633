import { describe, expect, test } from '@jest/globals';
import type { RequestInterceptor } from '../../src/sandbox/embedded-directory/server/request-interceptor.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { handoverSuite } from './handover-suite.js';

/** Who asked what, as whom the connection was signed in at that moment; each once. */
const asked = new Set<string>();

const watch: RequestInterceptor = ({ boundAs = 'nobody', message: { request } }, serve) => {
  const who = boundAs.split(',', 1)[0]!.toLowerCase();
  if (request.kind === 'modify')
    for (const { name, operation } of request.changes)
      asked.add(`${who} modify ${operation} ${name.toLowerCase()}`);
  else asked.add(`${who} ${request.kind}`);
  return serve();
};

describe('a key in the embedded directory', () => {
  handoverSuite((contents) => startEmbeddedForTests(contents, { intercept: watch }));

  test('a password is tried by signing in as its person, and nothing else is ever asked in a person’s name', () => {
    const bySomebodyElse = [...asked].filter((each) => !/^cn=(?:reader|administrator) |^nobody /.test(each));
    // A connection that was signed in as one person is signed in as the next.
    expect(new Set(bySomebodyElse.map((each) => each.split(' ').at(-1)))).toEqual(new Set(['bind']));
    // Resets, an owner's own change and the date of a password: all in the service account's name.
    expect([...asked]).toEqual(
      expect.arrayContaining([
        'cn=reader modify replace unicodepwd',
        'cn=reader modify delete unicodepwd',
        'cn=reader modify add unicodepwd',
      ]),
    );
    expect([...asked].filter((each) => each.startsWith('nobody ')).toSorted()).toEqual(['nobody bind']);
  });
});
