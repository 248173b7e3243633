// floor vs people() with N lanes vs whole readDirectory
import { performance } from 'node:perf_hooks';
import { ActiveDirectory } from '/work/wt/directory/src/directory/active-directory.js';
import { PERSON_ATTRIBUTES } from '/work/wt/directory/src/directory/people/person-decoder.js';
import { startDirectories } from '/work/wt/directory/src/sandbox/ensure-directories.js';
import { SYNC_GROUP } from '/work/wt/directory/src/sandbox/sandbox-directory.js';
import { searchPeople } from '/work/wt/directory/src/directory/people/people-search.js';
const [kind, people] = [process.argv[2] as 'samba' | 'embedded', Number(process.argv[3])];
const dirs = await startDirectories({ kind, people, cacheDir: '/root/.cache/latchkey', stateDir: '/tmp/dirbench/state-' + kind + people, addresses: { north: '127.44.0.11', south: '127.44.0.12' }, onProgress: (p) => process.env.V && console.error(p.text, p.done) });
try {
  const d = dirs.north;
  const target = { dnsName: d.dnsName, controllers: [d.url], bindAccount: d.reader.name, bindSecret: d.reader.password, caCertificates: [d.caCertificate] };
  async function floor() {
    const s: any = await new ActiveDirectory().open(target);
    const g = await s.findGroup({ name: SYNC_GROUP });
    const t = performance.now(); let n = 0;
    for await (const page of searchPeople(s.reader, s.baseDn, [g], PERSON_ATTRIBUTES)) n += page.length;
    const r = performance.now() - t; await s.close(); return [r, n];
  }
  async function ours(lanes: number) {
    const s = await new ActiveDirectory({ lanes }).open(target);
    const g = await s.findGroup({ name: SYNC_GROUP });
    let t = performance.now(); const sample: string[] = []; let count = 0;
    for await (const m of s.members(g)) { count += m.length; for (const x of m) if (sample.length < 1000 || Math.random() < 0.1) sample.push(x.dn); }
    const members = performance.now() - t;
    t = performance.now(); let n = 0;
    for await (const page of s.people([g], { count, sample })) n += page.length;
    const r = performance.now() - t; await s.close(); return [r, n, members];
  }
  const rows: Record<string, number[]> = {}; const mem: number[] = [];
  for (let i = 0; i < 3; i++) {
    for (const [name, f] of [['floor', floor], ['1', () => ours(1)], ['2', () => ours(2)], ['3', () => ours(3)], ['4', () => ours(4)]] as const) {
      const [ms, n, m] = await f(); (rows[name] ??= []).push(Math.round(ms)); if (m) mem.push(Math.round(m)); if (i === 0) console.log(name, n, Math.round(ms));
    }
  }
  const med = (a: number[]) => a.toSorted((x, y) => x - y)[Math.floor(a.length / 2)]!;
  for (const [k, v] of Object.entries(rows)) console.log(k, v.join(' '), 'median', med(v), 'ratio', (med(v) / med(rows['floor']!)).toFixed(2));
  console.log('members', med(mem));
} finally { await dirs.stop(); }
