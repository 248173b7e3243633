import { describe, expect, test } from '@jest/globals';
import { findTemporal } from './find-temporal.mjs';
import { placesAlreadyThere, temporalSources } from './temporal-sources.mjs';
import { judgeVersion } from './temporal-version.mjs';

const silent = () => {};
const has = (name, cliPath) => ({ name, look: async () => ({ found: { cliPath } }) });
const lacks = (name, reason = 'empty') => ({ name, look: async () => ({ reason }) });

describe('the search for Temporal', () => {
  test('takes the first place that has it and asks no further', async () => {
    const asked = [];
    const spy = (source) => ({ ...source, look: () => (asked.push(source.name), source.look()) });
    const sources = [lacks('setting'), has('cache', '/cache/temporal'), has('build', '/never')].map(spy);
    expect(await findTemporal(sources, silent)).toEqual({ cliPath: '/cache/temporal', place: 'cache' });
    expect(asked).toEqual(['setting', 'cache']);
  });

  test('names every place and its reason when none has it', async () => {
    const search = findTemporal(
      [lacks('PATH', 'not there'), lacks('download', 'dns error'), lacks('build', 'no "go"')],
      silent,
    );
    const error = await search.catch((thrown) => thrown);
    for (const part of ['PATH: not there', 'download: dns error', 'build: no "go"', 'TEMPORAL_ADDRESS']) {
      expect(error.message).toContain(part);
    }
  });

  test('takes no other place than the one the user named', async () => {
    const demanded = { ...lacks('TEMPORAL_ADDRESS', 'nothing answers'), demanded: true };
    await expect(findTemporal([demanded, has('cache', '/cache/temporal')], silent)).rejects.toThrow(
      'nothing answers',
    );
  });

  test('goes from what is there to what takes long', () => {
    const sources = temporalSources({ env: {}, cache: '/c', node: 'node', root: '/r', progress: silent });
    expect(sources.map(({ name }) => name)).toEqual([
      'TEMPORAL_ADDRESS',
      'TEMPORAL_CLI_PATH',
      '"temporal" on PATH',
      'our cache (/c/temporal)',
      'download by the Temporal SDK',
      'build by the Go toolchain',
    ]);
  });

  test.each([
    ['an address that is none', { TEMPORAL_ADDRESS: 'http://x' }, '"http://x" is not host:port'],
    [
      'an address where nothing listens',
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      'nothing answers on 127.0.0.1:1 (ECONNREFUSED)',
    ],
    ['a program that is not there', { TEMPORAL_CLI_PATH: '/no/such' }, 'could not be started (ENOENT)'],
    [
      'a program that is something else',
      { TEMPORAL_CLI_PATH: process.execPath },
      'does not say which server',
    ],
  ])('refuses %s and says why', async (_, env, reason) => {
    await expect(findTemporal(placesAlreadyThere({ env, cached: '/no/such' }), silent)).rejects.toThrow(
      reason,
    );
  });
});

describe('the version of Temporal', () => {
  test.each([
    'temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)',
    'temporal version 1.9.1 (Server 2.0.0, UI 3.0.0)',
  ])('is fit: %s', (printed) => {
    expect(judgeVersion(printed)).toBeUndefined();
  });

  test.each([
    ['temporal version 1.0.0 (Server 1.25.0, UI 2.30.0)', 'older than 1.26'],
    ['something else', 'does not say'],
  ])('is not fit: %s', (printed, reason) => {
    expect(judgeVersion(printed)).toContain(reason);
  });
});
