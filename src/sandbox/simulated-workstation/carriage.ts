import type { KeyTaskKind } from '../../generated/operations.js';

/**
 * Where a message between server and key can be held or lost. `ENVELOPE`: it has come from the server, and the key has not
 * got it. `ACKNOWLEDGEMENT`: the key has carried it out and answered, and the server has not heard. `ACKNOWLEDGEMENT_ANSWER`:
 * the server has taken it, and the workstation has not heard. `ATTEMPT`: the key has signed an attempt at a code, and the
 * server has not got it. `ATTEMPT_ANSWER`: the server has answered it, and the workstation has not heard. `LOG_ON`:
 * somebody has logged on, and it is not reported.
 */
export const CARRIAGE_POINTS = [
  'ENVELOPE',
  'ACKNOWLEDGEMENT',
  'ACKNOWLEDGEMENT_ANSWER',
  'ATTEMPT',
  'ATTEMPT_ANSWER',
  'LOG_ON',
] as const;
export type CarriagePoint = (typeof CARRIAGE_POINTS)[number];

export interface CarriedMessage {
  readonly point: CarriagePoint;
  readonly serial: string;
  /** Of an envelope and its acknowledgement; null for anything else. */
  readonly kind: KeyTaskKind | null;
  readonly taskId: string | null;
}

/** `LOSE`: the message is lost, the connection stays. `CUT`: the connection breaks, and the message is lost with it. */
export type Carriage = 'CARRY' | 'LOSE' | 'CUT';

/** Asked wherever a message passes. As long as it does not answer, the message is held; those of other keys go on. */
export type CarriageHook = (message: CarriedMessage) => Carriage | Promise<Carriage>;

/** A message did not arrive. */
export class MessageLost extends Error {
  override readonly name = 'MessageLost';

  constructor(point: CarriagePoint) {
    super(`lost: ${point}`);
  }
}
