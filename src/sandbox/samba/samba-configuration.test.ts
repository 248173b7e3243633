import { describe, expect, test } from '@jest/globals';
import { netbiosName, sambaConfiguration, sambaFolders } from './samba-configuration.js';

describe('The configuration of a Samba domain', () => {
  const text = sambaConfiguration(sambaFolders('/srv/50% off'), 'north.example', '127.0.0.11');

  test('keeps to one loopback address', () => {
    expect(text).toContain('interfaces = 127.0.0.11/8\n');
    expect(text).toContain('bind interfaces only = yes\n');
  });

  test('names every folder below its own, with percent signs meant as such', () => {
    const paths = [...text.matchAll(/ = (\/.*)$/gmu)].map(([, path]) => path);
    expect(
      paths.filter((path) => path !== '/bin/true').every((path) => path?.startsWith('/srv/50%% off/')),
    ).toBe(true);
    expect(paths.length).toBeGreaterThan(10);
  });

  test('refuses a previous password at once', () => {
    expect(text).toContain('old password allowed period = 0\n');
  });

  test('says once what is set otherwise, and adds what is new', () => {
    const settings = { 'bind interfaces only': 'no', 'vfs objects': 'xattr_tdb' };
    const other = sambaConfiguration(sambaFolders('/srv/d'), 'north.example', '127.0.0.1', settings);
    expect(other.match(/bind interfaces only = .*/gu)).toEqual(['bind interfaces only = no']);
    expect(other.split('[sysvol]')[0]).toContain('vfs objects = xattr_tdb\n');
  });

  test('has a NetBIOS name of at most fifteen characters', () => {
    expect(netbiosName('north.example')).toBe('NORTH');
    expect(netbiosName('a-very-long-first-label.example')).toBe('A-VERY-LONG-FIR');
  });
});
