import {
  DomainsDocument,
  EmployeeCountDocument,
  EmployeeDocument,
  EmployeesDocument,
  SyncRunDocument,
  TestDomainDocument,
  type SyncDecision,
} from '../../../generated/operations.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { SYNC_GROUP, type SeedPerson } from '../../sandbox-directory.js';
import { addDomains, type DemoDomains } from '../add-domains.js';
import { heading, say } from '../console.js';
import { expectDone, signedInClient, type ProgressEvent } from '../demo-client.js';
import type { DemoStack } from '../start-stack.js';
import { demand, TourChecks } from './tour-checks.js';
import { showGuard } from './tour-guard.js';
import { showKeys } from './tour-keys.js';
import { showPeople } from './tour-people.js';
import { lastOf, synchronise, type Tour } from './tour-sync.js';
import { chooseActors, type TourActors } from './tour-actors.js';
import { pauseSchedules, resumeSchedules } from './tour-schedule.js';

type Counts = Partial<Record<SyncDecision, number>>;

/**
 * Shows the main job from end to end, as a front end would do it, and checks every figure it shows.
 * @returns the checks, with the figures and whatever was wrong
 */
export async function runTour(stack: DemoStack): Promise<TourChecks> {
  const client = await signedInClient(stack.url, stack.administrator);
  const checks = new TourChecks();
  const tour: Tour = { client, checks, stack };
  try {
    const domains = await addAndTest(tour);
    await firstImport(tour, domains);
    await showList(tour);
    const actors = await chooseActors(client, domains);
    await changeAndSyncAgain(tour, domains, actors);
    await showGuard(tour, domains, actors);
    await showKeys(tour, domains);
    await showPeople(tour, domains);
    await resumeSchedules(tour, domains);
  } finally {
    await client.close();
  }
  return checks;
}

async function addAndTest(tour: Tour): Promise<DemoDomains> {
  heading('Two domains are added and tested');
  const domains = await addDomains(tour.client, tour.stack);
  await pauseSchedules(tour, domains);
  for (const domain of [domains.north, domains.south]) {
    const { testDomain } = await tour.client.request(TestDomainDocument, { input: { domainId: domain.id } });
    const checks = expectDone(testDomain).checks ?? [];
    say(`  ${domain.dnsName}`);
    for (const { name, outcome, message } of checks) say(`    ${outcome.padEnd(8)} ${name}: ${message}`);
    const needed = [
      'CONNECT',
      'CERTIFICATE',
      'BIND',
      'BASE_DN',
      'SYNC_GROUP',
      'PASSWORD_GROUP',
      'PEOPLE',
      'READ_RIGHT',
    ];
    const passed = needed.filter((name) =>
      checks.some((check) => check.name === name && check.outcome === 'PASSED'),
    );
    tour.checks.same(`${domain.dnsName}: reading is possible`, passed, needed);
  }
  const { domains: list } = await tour.client.request(DomainsDocument, { first: 10 });
  tour.checks.figure('domains', list.totalCount, 2);
  return domains;
}

async function firstImport(tour: Tour, domains: DemoDomains): Promise<void> {
  heading('Both domains are synchronised');
  const { expectations } = tour.stack.directories;
  const events = await synchronise(tour, 'firstImport');
  const north = lastOf(events, domains.north.dnsName);
  const south = lastOf(events, domains.south.dnsName);
  tour.checks.figure('northRead', north.read, expectations.north.inSyncGroup);
  tour.checks.figure('southRead', south.read, expectations.south.inSyncGroup);
  const merged = countOf(north, 'MERGE') + countOf(south, 'MERGE');
  tour.checks.figure('merged', merged, expectations.sharedByMail);
  tour.checks.figure('created', countOf(north, 'CREATE') + countOf(south, 'CREATE'), expectations.employees);
  tour.checks.figure('failed', north.failed + south.failed, 0);
  for (const name of [domains.north.dnsName, domains.south.dnsName]) checkSequence(tour, events, name);
}

async function showList({ client, checks, stack }: Tour): Promise<void> {
  heading('One list of employees');
  const { expectations } = stack.directories;
  const { employees } = await client.request(EmployeesDocument, { first: 10 });
  for (const { node } of employees.edges) {
    const accounts = node.domainAccounts.map(({ domain }) => domain?.dnsName ?? '').join(', ');
    say(`  ${node.displayName.padEnd(30)} ${(node.email ?? '').padEnd(40)} ${accounts}`);
  }
  const total = await client.request(EmployeeCountDocument, {});
  checks.figure('employees', total.employees.totalCount, expectations.employees);
  const active = await client.request(EmployeeCountDocument, { filter: { states: ['ACTIVE'] } });
  checks.figure('activeEmployees', active.employees.totalCount, expectations.activeEmployees);
}

async function changeAndSyncAgain(tour: Tour, domains: DemoDomains, actors: TourActors): Promise<void> {
  await showMerged(tour, actors);
  heading('A person is changed, one is added, one is taken out of the group');
  await changeDirectory(tour, actors);
  const events = await synchronise(tour, 'secondSync');
  const north = lastOf(events, domains.north.dnsName);
  const south = lastOf(events, domains.south.dnsName);
  tour.checks.same('decisions in the north', changesIn(north), { CREATE: 1, UPDATE: 1, REMOVE: 1 });
  tour.checks.same('decisions in the south', changesIn(south), {});
  tour.checks.figure(
    'unchanged',
    countOf(north, 'UNCHANGED'),
    tour.stack.directories.expectations.north.inSyncGroup - 2,
  );
  await checkOutcome(tour, actors, north);
}

async function showMerged({ client, checks }: Tour, { merged }: TourActors): Promise<void> {
  heading('A merged profile');
  const answer = await client.request(EmployeeDocument, { id: merged.id });
  const employee = demand(answer.employee, 'The merged employee is gone.');
  say(`  ${employee.displayName}, ${employee.email ?? 'no e-mail'}`);
  for (const { field, domain } of employee.fieldOrigins)
    say(`    ${field} from ${domain?.dnsName ?? 'nowhere'}`);
  checks.same('accounts of the merged employee', employee.domainAccounts.length, 2);
}

const NEW_PERSON: SeedPerson = {
  login: 'tour.newcomer',
  commonName: 'Nova Newcomer',
  givenName: 'Nova',
  surname: 'Newcomer',
  displayName: 'Nova Newcomer',
  mail: 'nova.newcomer@north.example',
  enabled: true,
  groups: [SYNC_GROUP],
  unit: '',
};
const NEW_TITLE = 'Head of Everything';

async function changeDirectory({ stack }: Tour, { changed, leaver }: TourActors): Promise<void> {
  const { north } = stack.directories;
  await using editor = await DirectoryEditor.open(north);
  await editor.change(changed.login, { title: NEW_TITLE });
  await editor.addUnit('Newcomers');
  await editor.addPerson({ ...NEW_PERSON, unit: 'Newcomers' });
  await editor.removeFromGroup(SYNC_GROUP, leaver.login);
  say(`  ${changed.name} is ${NEW_TITLE}; ${NEW_PERSON.displayName} is new; ${leaver.name} left the group`);
}

async function checkOutcome(
  { client, checks }: Tour,
  actors: TourActors,
  north: ProgressEvent,
): Promise<void> {
  const changed = await client.request(EmployeeDocument, { id: actors.changed.id });
  checks.same(`${actors.changed.name}'s position`, changed.employee?.position, NEW_TITLE);
  const leaver = await client.request(EmployeeDocument, { id: actors.leaver.id });
  checks.same(`${actors.leaver.name} is deactivated because of`, leaver.employee?.deactivationCauses, [
    'REMOVED',
  ]);
  const found = await client.request(EmployeesDocument, { first: 5, search: 'nova newcomer' });
  checks.same(
    'found by name',
    found.employees.edges.map(({ node }) => node.email),
    [NEW_PERSON.mail],
  );
  const { syncRun } = await client.request(SyncRunDocument, { id: north.runId, decisions: ['REMOVE'] });
  for (const { node } of syncRun?.items.edges ?? []) say(`  ${node.personName}: ${node.reason}`);
  checks.same(
    'who was removed',
    syncRun?.items.edges.map(({ node }) => node.personName),
    [actors.leaver.name],
  );
}

/** Sequence numbers of a batch have no gaps, and each domain ends completed. */
function checkSequence({ checks }: Tour, events: readonly ProgressEvent[], domainName: string): void {
  const gapless = events.every(({ sequence }, index) => sequence === index + 1);
  checks.same(`${domainName}: ends`, lastOf(events, domainName).phase, 'COMPLETED');
  checks.same(`${domainName}: no event missing among ${events.length}`, gapless, true);
}

function countOf(event: ProgressEvent, decision: SyncDecision): number {
  return event.counts.find((count) => count.decision === decision)?.count ?? 0;
}

/** What a run decided, without the unchanged. */
function changesIn(event: ProgressEvent): Counts {
  const changes = event.counts.filter(({ decision, count }) => decision !== 'UNCHANGED' && count > 0);
  return Object.fromEntries(changes.map(({ decision, count }) => [decision, count]));
}
