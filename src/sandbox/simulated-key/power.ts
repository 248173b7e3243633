/**
 * Where a key can lose its power while it keeps something. BEFORE_WRITE: nothing of it is written. TORN_WRITE: half of
 * it is, beside what was kept before. BEFORE_SWITCH: all of it is, still beside it. AFTER_WRITE: it is kept, and nobody
 * was told.
 */
export const POWER_LOSS_POINTS = ['BEFORE_WRITE', 'TORN_WRITE', 'BEFORE_SWITCH', 'AFTER_WRITE'] as const;
export type PowerLossPoint = (typeof POWER_LOSS_POINTS)[number];

/** Asked at each point: true cuts the power there. */
export type PowerCut = (point: PowerLossPoint) => boolean;

/** The key went dark in the middle of something. What it had written is there when it is opened again. */
export class PowerLost extends Error {
  override readonly name = 'PowerLost';

  constructor(readonly point: PowerLossPoint) {
    super(`The simulated key lost its power: ${point}.`);
  }
}
