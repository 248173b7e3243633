import { defineEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../columns.js';

const AttemptWindowSchema = defineEntity({
  name: 'AttemptWindow',
  tableName: 'attempt_window',
  properties: {
    /** SHA-256 of what is counted: what somebody has typed as an address can be their password. */
    key: p.blob().primary(),
    attempts: p.integer(),
    endsAt: momentColumn().index(),
  },
});

/** Attempts of one kind that failed, or are being looked at, until the window ends. */
export class AttemptWindow extends AttemptWindowSchema.class {}
AttemptWindowSchema.setClass(AttemptWindow);
