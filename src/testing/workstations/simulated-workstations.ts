import { randomUUID } from 'node:crypto';
import {
  ApproveWorkstationDocument,
  CreateEnrolmentTokenDocument,
  PresenceEventsDocument,
  WorkstationDocument,
  type PresenceEventsSubscription,
  type WorkstationQuery,
} from '../../generated/operations.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import {
  SimulatedWorkstation,
  type SimulatedWorkstationOptions,
} from '../../sandbox/simulated-workstation/simulated-workstation.js';
import {
  newWorkstationKey,
  type WorkstationKey,
} from '../../sandbox/simulated-workstation/workstation-key.js';
import type { RegistrationFacts } from '../../domain/workstation/signed-messages.js';

export type PresenceEvent = PresenceEventsSubscription['presenceEvents'];
export type SeenWorkstation = NonNullable<WorkstationQuery['workstation']>;

export interface StartedWorkstationOptions {
  readonly url: string | (() => string);
  /** Makes the enrolment token, and approves. */
  readonly administrator: ApiClient;
  readonly approved?: boolean;
  readonly key?: WorkstationKey;
  readonly facts?: RegistrationFacts;
  /** What a workstation may be given besides: controllers, hooks. */
  readonly own?: Pick<SimulatedWorkstationOptions, 'controllers' | 'carriage' | 'cachedLogOns' | 'say'>;
}

/** What some machine says about itself. */
export function someFacts(own: Partial<RegistrationFacts> = {}): RegistrationFacts {
  return {
    machineName: `PC-${randomUUID().slice(0, 8)}`,
    joinedDomain: 'north.example',
    operatingSystem: 'Windows 11',
    clientVersion: '1.0',
    ...own,
  };
}

/** An enrolment token, and its id. */
export async function enrolmentToken(
  administrator: ApiClient,
  mostUses = 1,
): Promise<{ readonly token: string; readonly id: string }> {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const { createEnrolmentToken } = await administrator.request(CreateEnrolmentTokenDocument, {
    input: { name: 'for a test', expiresAt, mostUses },
  });
  return {
    token: createEnrolmentToken.token ?? '',
    id: createEnrolmentToken.enrolmentToken?.id ?? '',
  };
}

/** A workstation that has registered, is connected, and knows what was decided about it. */
export async function startWorkstation(options: StartedWorkstationOptions): Promise<SimulatedWorkstation> {
  const { url, administrator, approved = true, key = newWorkstationKey(), facts = someFacts() } = options;
  const { token } = await enrolmentToken(administrator);
  const workstation = new SimulatedWorkstation({
    url,
    key,
    facts,
    enrolmentToken: token,
    retryMilliseconds: 50,
    ...options.own,
  });
  await workstation.start();
  await workstation.statusThat(({ state }) => state === 'PENDING');
  if (!approved) return workstation;
  await administrator.request(ApproveWorkstationDocument, { input: { id: workstation.id } });
  await workstation.statusThat(({ state }) => state === 'APPROVED');
  return workstation;
}

/** As an administrator sees it now. */
export async function workstationNow(reader: ApiClient, id: string): Promise<SeenWorkstation> {
  const { workstation } = await reader.request(WorkstationDocument, { id });
  if (!workstation) throw new Error('there is no such workstation');
  return workstation;
}

/** What `presenceEvents` tells, collected until it is what somebody waits for. */
export class PresenceWatch {
  readonly events: PresenceEvent[] = [];
  private readonly listeners = new Set<() => void>();
  /** Settles when the subscription ends, in whatever way. */
  readonly over: Promise<unknown>;

  constructor(reader: ApiClient, after: number | null) {
    this.over = this.follow(reader, after).catch((error: unknown) => error);
  }

  /** Settles with the first event of a workstation, past or to come, that fits. */
  async eventThat(workstationId: string, fits: (event: PresenceEvent) => boolean): Promise<PresenceEvent> {
    for (;;) {
      const found = this.events.find((event) => event.workstationId === workstationId && fits(event));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.listeners.add(resolve));
    }
  }

  private async follow(reader: ApiClient, after: number | null): Promise<void> {
    for await (const { presenceEvents } of reader.subscribe(PresenceEventsDocument, { after })) {
      this.events.push(presenceEvents);
      for (const tell of this.listeners) tell();
      this.listeners.clear();
    }
  }
}
