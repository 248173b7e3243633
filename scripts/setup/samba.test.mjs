import { describe, expect, test } from '@jest/globals';
import { ensureSamba } from './samba.mjs';

const INSTALLED = undefined;

/** A machine that answers as told, and the list of what was asked of it and done to it. */
function machine({ samba = ['it is not installed'], apt, install, docker, build }) {
  const done = [];
  const looks = [...samba];
  const note = (name, outcome) => async () => {
    done.push(name);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const ways = {
    whyNoSamba: () => note('look', looks.length > 1 ? looks.shift() : looks[0])(),
    whyNoApt: note('apt?', apt),
    install: note('install', install),
    whyNoDocker: note('docker?', docker),
    ensureSambaImage: note('build', build ?? 'latchkey-samba:1'),
  };
  return { done, ensure: (env = {}) => ensureSamba(() => {}, env, ways) };
}

describe('Samba for the tests', () => {
  test('is what is installed, and then nothing else is tried', async () => {
    const { done, ensure } = machine({ samba: [INSTALLED] });
    expect(await ensure()).toEqual({ note: 'already installed', value: {} });
    expect(done).toEqual(['look']);
  });

  test('is installed where that is allowed, and Docker is not asked', async () => {
    const { done, ensure } = machine({ samba: ['it is not installed', INSTALLED] });
    expect(await ensure()).toEqual({ note: 'installed', value: {} });
    expect(done).toEqual(['look', 'apt?', 'install', 'look']);
  });

  test.each([
    ['without root or apt-get', { apt: 'needs root' }, ['look', 'apt?', 'docker?', 'build']],
    [
      'when apt-get fails',
      { install: new Error('no network') },
      ['look', 'apt?', 'install', 'docker?', 'build'],
    ],
    [
      'when what apt-get brings is not all of it',
      {},
      ['look', 'apt?', 'install', 'look', 'docker?', 'build'],
    ],
  ])('runs in containers %s', async (_name, answers, steps) => {
    const { done, ensure } = machine(answers);
    expect((await ensure()).value).toEqual({ sambaImage: 'latchkey-samba:1' });
    expect(done).toEqual(steps);
  });

  test('runs in containers where it is installed when that is asked for', async () => {
    const { done, ensure } = machine({ samba: [INSTALLED] });
    expect((await ensure({ LATCHKEY_SAMBA_FROM: 'docker' })).value).toEqual({
      sambaImage: 'latchkey-samba:1',
    });
    expect(done).toEqual(['docker?', 'build']);
  });

  test.each([
    ['no engine answers', { docker: 'no Docker engine answers' }, 'no Docker engine answers'],
    ['the image cannot be built', { build: new Error('no space left') }, 'no space left'],
  ])('is missing, with every reason and what to do, when %s', async (_name, answers, reason) => {
    const { ensure } = machine({ apt: 'needs root', ...answers });
    const { note, value } = await ensure();
    expect(note).toBe('NOT AVAILABLE');
    expect(Object.keys(value)).toEqual(['sambaMissing']);
    for (const part of ['it is not installed', 'needs root', reason, 'apt-get install samba', 'Docker'])
      expect(value.sambaMissing).toContain(part);
  });
});
