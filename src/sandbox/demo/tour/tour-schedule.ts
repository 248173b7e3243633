import { PauseScheduleDocument, ResumeScheduleDocument } from '../../../generated/operations.js';
import type { ApiClient } from '../../api-client.js';
import type { DemoDomains } from '../add-domains.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import type { TourChecks } from './tour-checks.js';

interface ScheduleTour {
  readonly client: ApiClient;
  readonly checks: TourChecks;
}

/** Pauses both schedules, so that no run but those of the tour comes into its figures. */
export async function pauseSchedules({ client, checks }: ScheduleTour, domains: DemoDomains): Promise<void> {
  heading('Each domain is synchronised by itself, every hour; the tour pauses that');
  for (const { id, dnsName, nextSyncAt } of [domains.north, domains.south]) {
    say(`  ${dnsName}: next at ${nextSyncAt ?? 'never'}`);
    const input = { domainId: id, note: 'The tour counts every run.' };
    const { pauseSchedule } = await client.request(PauseScheduleDocument, { input });
    const paused = expectDone(pauseSchedule).domain?.nextSyncAt;
    checks.same(`${dnsName}: next synchronisation while paused`, paused, null);
  }
}

export async function resumeSchedules({ client, checks }: ScheduleTour, domains: DemoDomains): Promise<void> {
  heading('The schedules go on');
  const now = Date.now();
  for (const { id, dnsName } of [domains.north, domains.south]) {
    const { resumeSchedule } = await client.request(ResumeScheduleDocument, { input: { domainId: id } });
    const next = expectDone(resumeSchedule).domain?.nextSyncAt ?? '';
    say(`  ${dnsName}: next at ${next}`);
    const minutes = (Date.parse(next) - now) / 60_000;
    checks.same(`${dnsName}: is synchronised within the hour`, minutes > 0 && minutes <= 61, true);
  }
}
