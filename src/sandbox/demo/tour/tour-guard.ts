import {
  ApproveRemovalsDocument,
  EmployeeDocument,
  LeftOutDocument,
  PendingHoldDocument,
  UpdateDomainDocument,
} from '../../../generated/operations.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { SYNC_GROUP } from '../../sandbox-directory.js';
import type { DemoDomains } from '../add-domains.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import type { TourActors } from './tour-actors.js';
import { demand } from './tour-checks.js';
import { lastOf, synchronise, watch, type Tour } from './tour-sync.js';

/** More people leave the group than the limit allows: nobody is removed until somebody approves it. */
export async function showGuard(tour: Tour, domains: DemoDomains, { team }: TourActors): Promise<void> {
  heading('More people leave than may at once');
  const { client, checks } = tour;
  const { id, removalLimitPeople, removalLimitPercent } = domains.north;
  const limit = { removalLimitPeople: team.length - 1, removalLimitPercent: 0 };
  expectDone((await client.request(UpdateDomainDocument, { input: { id, ...limit } })).updateDomain);
  const [returning] = team;
  await using editor = await DirectoryEditor.open(tour.stack.directories.north);
  await editor.removeFromGroup(SYNC_GROUP, ...team.map(({ login }) => login));
  say(
    `  ${team.map(({ name }) => name).join(', ')} left the group; no more than ${team.length - 1} may at once`,
  );
  const events = await synchronise(tour, 'heldSync');
  const north = lastOf(events, domains.north.dnsName);
  checks.same('the run ends', north.phase, 'COMPLETED');
  checks.figure('held', north.held, team.length);
  checks.same('who is still active', await activeOf(tour, team), namesOf(team));

  heading('One of them comes back, then the rest is approved');
  const { domain } = await client.request(PendingHoldDocument, { domainId: id });
  const hold = demand(domain?.pendingHold, 'Nothing waits for a decision.');
  for (const { node } of hold.items.edges) say(`  ${node.personName}: ${node.reason}`);
  await editor.addToGroup(SYNC_GROUP, demand(returning, 'Nobody left.').login);
  const input = { runId: hold.run?.id ?? '', planHash: hold.planHash };
  const { approveRemovals } = await client.request(ApproveRemovalsDocument, { input });
  const approval = demand(expectDone(approveRemovals).run, 'approveRemovals answered without a run.');
  const approved = lastOf(await watch(client, { runId: approval.id }), domains.north.dnsName);
  checks.figure('approvedRemovals', approved.applied, team.length - 1);
  const { syncRun } = await client.request(LeftOutDocument, { runId: input.runId });
  const leftOut = syncRun?.hold?.items.edges.map(({ node }) => node) ?? [];
  for (const { personName, leftOut: why } of leftOut) say(`  ${personName}: ${why ?? ''}`);
  checks.same(
    'who was left out',
    leftOut.map(({ personName }) => personName),
    namesOf(team.slice(0, 1)),
  );
  checks.same('who is still active', await activeOf(tour, team), namesOf(team.slice(0, 1)));
  const before = { removalLimitPeople, removalLimitPercent };
  expectDone((await client.request(UpdateDomainDocument, { input: { id, ...before } })).updateDomain);
}

const namesOf = (people: TourActors['team']): string[] => people.map(({ name }) => name);

async function activeOf({ client }: Tour, people: TourActors['team']): Promise<string[]> {
  const active: string[] = [];
  for (const { id, name } of people) {
    const { employee } = await client.request(EmployeeDocument, { id });
    if (employee?.state === 'ACTIVE') active.push(name);
  }
  return active;
}
