import { describe, expect, test } from '@jest/globals';
import { ensurePynacl } from './pynacl.mjs';

/** A machine that answers as told: which Python is found each time somebody looks, and what installing comes to. */
function machine({ found, apt, install, pip }) {
  const done = [];
  const looks = [...found];
  const note = (name, outcome) => async () => {
    done.push(name);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const ways = {
    findPynacl: () => note('look', looks.shift())(),
    whyNoApt: note('apt?', apt),
    install: note('install', install),
    installApart: note('pip', pip),
  };
  return { done, ensure: () => ensurePynacl(() => {}, ways) };
}

describe('PyNaCl for the tests', () => {
  test('is what is there, and then nothing is installed', async () => {
    const { done, ensure } = machine({ found: ['/usr/bin/python3'] });
    expect((await ensure()).value).toEqual({ path: '/usr/bin/python3' });
    expect(done).toEqual(['look']);
  });

  test('is installed with apt-get where that is allowed', async () => {
    const { done, ensure } = machine({ found: [undefined, '/usr/bin/python3'] });
    expect((await ensure()).value).toEqual({ path: '/usr/bin/python3' });
    expect(done).toEqual(['look', 'apt?', 'install', 'look']);
  });

  test.each([
    [
      'without root',
      { apt: 'needs root', found: [undefined, '/cache/python'] },
      ['look', 'apt?', 'pip', 'look'],
    ],
    [
      'when apt-get fails',
      { install: new Error('no network'), found: [undefined, '/cache/python'] },
      ['look', 'apt?', 'install', 'pip', 'look'],
    ],
    [
      'when what apt-get brings does not run',
      { found: [undefined, undefined, '/cache/python'] },
      ['look', 'apt?', 'install', 'look', 'pip', 'look'],
    ],
  ])('is put into the cache with pip %s', async (_name, answers, steps) => {
    const { done, ensure } = machine(answers);
    expect((await ensure()).value).toEqual({ path: '/cache/python' });
    expect(done).toEqual(steps);
  });

  test('is missing with every reason and what to do', async () => {
    const { ensure } = machine({ found: [undefined], apt: 'needs root', pip: new Error('no module venv') });
    const { note, value } = await ensure();
    expect(note).toBe('NOT AVAILABLE');
    expect(Object.keys(value)).toEqual(['reason']);
    for (const part of ['needs root', 'no module venv', 'apt-get install python3-nacl'])
      expect(value.reason).toContain(part);
  });
});
