import { defineEntity, p } from '@mikro-orm/core';
import { momentColumn } from '../columns.js';

const SpentChallengeSchema = defineEntity({
  name: 'SpentChallenge',
  tableName: 'spent_challenge',
  properties: {
    id: p.uuid().primary(),
    expiresAt: momentColumn().index(),
  },
});

/** A nonce of ours that was signed and taken: it is not taken again. Kept until it would be over anyway. */
export class SpentChallenge extends SpentChallengeSchema.class {}
SpentChallengeSchema.setClass(SpentChallenge);
