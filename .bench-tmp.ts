import { randomBytes } from 'node:crypto';
const root = './src';
const { createPool } = await import(`${root}/database.js`);
const { makeTemplateDatabase } = await import(`${root}/testing/template-database.js`);
const { withDatabase } = await import(`${root}/testing/database-server.js`);
const { wire } = await import(`${root}/wiring.js`);
const { startServer } = await import(`${root}/api/start-server.js`);
const { createLog } = await import(`${root}/log.js`);
const { createUser } = await import(`${root}/services/users/create-user.js`);
const { graphiqlPage } = await import(`${root}/web/graphiql-page.js`);
const server = 'postgresql://latchkey:latchkey@127.0.0.1:55432/latchkey';
const template = await makeTemplateDatabase(server);
try {
const url = withDatabase(server, template.name);
const pool = createPool(url);
await pool.query(`insert into domain (dns_name, controllers, bind_account, ca_certificates, sync_group_name, nested_groups, mail_suffixes, priority, sync_interval_minutes, removed_user_policy, deletion_grace_days, removal_limit_people, removal_limit_percent, single_sign_on, rotation_period_days, time_zone, rotation_grace_hours, rotation_failure_limit, write_budget_per_minute)
  select n || '.example', '{}', 'x', '{}', 'x', false, '{}', 100, 60, 'KEEP', 30, 5, 10, false, 28, 'UTC', 72, 5, 600 from unnest(array['north','south']) n`);
await pool.query(`insert into employee (source, state, deactivation_causes, given_name, surname, display_name, email, email_key, search_text)
  select 'DIRECTORY','ACTIVE','{}', g, s, g||' '||s||' '||i, lower(g||'.'||s||i||'@x.example'), lower(g||'.'||s||i||'@x.example'), lower(g||' '||s||' '||i||chr(10)||g||'.'||s||i||'@x.example')
  from (select i, md5(i::text)::varchar(6) g, md5((i*7)::text)::varchar(8) s from generate_series(1,100000) i) x`);
await pool.query(`insert into domain_account (employee_id, domain_id, object_guid, dn, display_name, sam_account_name, enabled, in_sync_group, in_password_group, by_primary_group, confirmed, password_holder)
  select e.id, d.id, gen_random_uuid(), 'CN=x', e.display_name, 'login', true, true, false, false, true, 'UNMANAGED' from employee e join domain d on d.dns_name = 'north.example' or left(e.id::text,1) in ('0')`);
await pool.query('vacuum analyze');
const key = randomBytes(32);
const config = { databaseUrl: url, temporal: { address: '127.0.0.1:1', namespace: 'default', taskQueue: 'x' }, masterKey: key, http: { host: '127.0.0.1', port: 0, publicUrl: undefined }, sessionHours: 1, logLevel: 'silent' };
const log = createLog('bench', 'silent');
const wired = await wire(config, log);
const api = await startServer({ config, log, backend: wired.backend, pages: graphiqlPage() });
await createUser(pool, { kind: 'COMMAND_LINE', id: null, name: 't' }, { email: 'a@b.example', displayName: 'A', role: 'ADMINISTRATOR', password: 'correct horse battery staple 1' });
const post = async (query: string, token = '') => { const r = await fetch(`${api.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }, body: JSON.stringify({ query }) }); return r.json() as any; };
const signed = await post(`mutation { signIn(input: { email: "a@b.example", password: "correct horse battery staple 1" }) { token userErrors { message } } }`);
const token = signed.data.signIn.token;
console.log('api', api.url, 'token', token);
const { writeFileSync } = await import('node:fs'); writeFileSync('/tmp/bench/token', `${api.url} ${token}`);
const queries: Record<string,string> = {
 plain: `{ employees(first: 50) { edges { node { id displayName email domainAccounts { samAccountName domain { dnsName } } } } } }`,
 total: `{ employees(first: 50) { totalCount edges { node { id displayName email domainAccounts { samAccountName domain { dnsName } } } } } }`,
 search: `{ employees(first: 50, search: "a1b") { edges { node { id displayName } } } }`,
 searchTotal: `{ employees(first: 50, search: "a1b2") { totalCount edges { node { id displayName } } } }`,
 filter: `{ employees(first: 50, filter: { inPasswordGroup: true }) { totalCount } }`,
 ping: `{ __typename }`,
};

const { spawn } = await import('node:child_process');
for (const name of ['plain','total','plain','total','search','searchTotal','filter']) {
console.log(name);
const client = spawn(process.execPath, ['/tmp/bench/client.mjs', api.url, token, queries[name]!], { stdio: ['ignore','inherit','inherit'] });
await new Promise((r) => client.on('exit', r));
}
for (const text of [`select count(*) from employee e where e.search_text like '%a1b2%'`,`select count(*) from employee e where exists (select 1 from domain_account a where a.employee_id = e.id and a.closed_at is null and a.in_password_group)`]) { const ex = await pool.query('explain analyze '+text); console.log(ex.rows.map((r: any) => r['QUERY PLAN']).join('\n')); }
const ex = await pool.query(`explain analyze select * from employee order by display_name, id limit 51`); console.log(ex.rows.map((r: any) => r['QUERY PLAN']).join('\n'));
await api.close(); await wired.close(); await pool.end();
} finally { await template.dropAll(); }
