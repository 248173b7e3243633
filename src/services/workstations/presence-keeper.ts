import { randomUUID } from 'node:crypto';
import type { Pool } from '../../database.js';
import type { PresenceReport } from '../../domain/workstation/presence-report.js';
import type { Log } from '../../log.js';
import { forgetOldHints } from '../key-tasks/delivery/hints.js';
import {
  beginPresence,
  endPresence,
  forgetOldPresence,
  renewPresence,
  sweepPresence,
} from './presence-rows.js';

/** Several renewals within one lease: one that fails costs nothing. */
const RENEW_MILLISECONDS = 5_000;
const FORGET_MILLISECONDS = 3_600_000;

export interface PresenceKeeperParts {
  readonly pool: Pool;
  readonly log: Log;
  readonly renewMilliseconds?: number;
  /** Told which keys a workstation has connected when its presence begins. */
  readonly onKeys?: (serials: readonly string[]) => void;
}

interface Held {
  readonly workstationId: string;
  readonly onLost: () => void;
}

/**
 * Keeps the presence of the workstations that are connected to this server: one statement renews all of it, and another
 * ends what a server that is gone has left. A server that does not come to renew is no longer believed.
 */
export class PresenceKeeper {
  private readonly held = new Map<string, Held>();
  private readonly ending = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private forgotAt = 0;
  private turning: Promise<void> | undefined;

  constructor(private readonly parts: PresenceKeeperParts) {}

  start(): void {
    const { renewMilliseconds = RENEW_MILLISECONDS } = this.parts;
    this.timer = setInterval(() => {
      this.turning ??= this.turn().finally(() => (this.turning = undefined));
    }, renewMilliseconds);
    this.timer.unref();
  }

  /** Ends everything this server holds. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.turning;
    for (const id of this.held.keys()) this.release(id);
    await Promise.all(this.ending);
  }

  /**
   * Holds the presence of a workstation until what is returned is called. Undefined when it is not approved.
   *
   * @param onLost called when it is held no longer, since a newer connection has it or it could not be renewed in time:
   *   the workstation is to connect again
   */
  async hold(
    workstationId: string,
    report: PresenceReport,
    onLost: () => void,
  ): Promise<(() => void) | undefined> {
    const id = randomUUID();
    if (!(await beginPresence(this.parts.pool, workstationId, id, report))) return undefined;
    this.held.set(id, { workstationId, onLost });
    if (report.connectedKeys.length > 0) this.parts.onKeys?.(report.connectedKeys);
    return () => this.release(id);
  }

  private release(id: string): void {
    const held = this.held.get(id);
    if (held === undefined || !this.held.delete(id)) return;
    const ending = endPresence(this.parts.pool, held.workstationId, id).catch((error: unknown) => {
      this.parts.log.warn({ err: error }, 'presence could not be ended; it is over when its lease is');
    });
    this.ending.add(ending);
    void ending.then(() => this.ending.delete(ending));
  }

  private async turn(): Promise<void> {
    try {
      await this.renew();
      await sweepPresence(this.parts.pool);
      if (Date.now() - this.forgotAt < FORGET_MILLISECONDS) return;
      await forgetOldPresence(this.parts.pool);
      await forgetOldHints(this.parts.pool);
      this.forgotAt = Date.now();
    } catch (error) {
      this.parts.log.warn({ err: error }, 'presence of workstations could not be renewed; it is tried again');
    }
  }

  private async renew(): Promise<void> {
    const ids = [...this.held.keys()];
    if (ids.length === 0) return;
    const renewed = await renewPresence(this.parts.pool, ids);
    for (const id of ids) {
      const held = this.held.get(id);
      if (held === undefined || renewed.has(id)) continue;
      this.held.delete(id);
      held.onLost();
    }
  }
}
