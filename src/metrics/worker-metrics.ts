import { once } from 'node:events';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A synchronisation that has ended, in numbers. */
export interface EndedRunNumbers {
  readonly kind: 'SYNC' | 'DRY_RUN' | 'APPROVAL';
  readonly phase: 'COMPLETED' | 'FAILED' | 'CANCELLED';
  /** Why it failed; null when it did not. */
  readonly code: string | null;
  readonly read: number;
  readonly applied: number;
  /** People something is held about. */
  readonly held: number;
  readonly failed: number;
  /** Seconds of each phase it got to. */
  readonly seconds: {
    readonly READING: number | null;
    readonly PLANNING: number | null;
    readonly APPLYING: number | null;
  };
}

export interface DeliveryNumbers {
  readonly sent: number;
  readonly refused: number;
}

export interface BacklogNumbers {
  readonly waiting: number;
  readonly refused: number;
}

/** A change of a password that has ended. */
export interface EndedChange {
  readonly kind: string;
  readonly stage: string;
}

/** From a handful of people to hundreds of thousands. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3_600];

const PATIENCE_MILLISECONDS = 2_000;

async function patience(): Promise<undefined> {
  await once(AbortSignal.timeout(PATIENCE_MILLISECONDS), 'abort');
}

/** What a worker counts. A run is counted by the worker that ended it, once. */
export class WorkerMetrics {
  readonly registry = new Registry();

  private readonly runs = new Counter({
    name: 'latchkey_sync_runs_total',
    help: 'Synchronisations that ended, by kind, outcome and error code.',
    labelNames: ['kind', 'outcome', 'code'],
    registers: [this.registry],
  });

  private readonly people = new Counter({
    name: 'latchkey_sync_people_total',
    help: 'People read, and decisions applied, held or failed, in synchronisations that ended.',
    labelNames: ['what'],
    registers: [this.registry],
  });

  private readonly phases = new Histogram({
    name: 'latchkey_sync_phase_seconds',
    help: 'Seconds a synchronisation spent in a phase. Planning includes waiting for other domains.',
    labelNames: ['phase'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  private readonly deliveries = new Counter({
    name: 'latchkey_mails_total',
    help: 'Mails that the mail server took or refused.',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  private readonly passwordChanges = new Counter({
    name: 'latchkey_password_changes_total',
    help: 'Changes of passwords that a worker brought to an end, by kind and the stage they ended in.',
    labelNames: ['kind', 'stage'],
    registers: [this.registry],
  });

  runEnded({ kind, phase, code, read, applied, held, failed, seconds }: EndedRunNumbers): void {
    this.runs.inc({ kind, outcome: phase, code: code ?? '' });
    this.people.inc({ what: 'read' }, read);
    this.people.inc({ what: 'applied' }, applied);
    this.people.inc({ what: 'held' }, held);
    this.people.inc({ what: 'failed' }, failed);
    for (const [name, spent] of Object.entries(seconds)) {
      if (spent !== null) this.phases.observe({ phase: name }, spent);
    }
  }

  passwordChangeEnded({ kind, stage }: EndedChange): void {
    this.passwordChanges.inc({ kind, stage });
  }

  mailsDelivered({ sent, refused }: DeliveryNumbers): void {
    this.deliveries.inc({ outcome: 'sent' }, sent);
    this.deliveries.inc({ outcome: 'refused' }, refused);
  }

  /**
   * Asked each time somebody reads the numbers. They are the installation's: the same from every worker. Left out when
   * the answer fails or takes too long, since the other numbers are wanted most then.
   */
  watchOutbox(read: () => Promise<BacklogNumbers>): void {
    const gauge = new Gauge({
      name: 'latchkey_outbox_mails',
      help: 'Mails that have not left, by state: the same from every worker.',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        gauge.reset();
        const backlog = await Promise.race([read().catch(() => undefined), patience()]);
        if (backlog === undefined) return;
        gauge.set({ state: 'WAITING' }, backlog.waiting);
        gauge.set({ state: 'REFUSED' }, backlog.refused);
      },
    });
  }
}
