import type { MailBlock, MailContent } from '../mail-content.js';
import type { RemovalsHeld } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { graphiql } from './graphiql.js';
import { moment, people } from './moment.js';

const MOST_NAMES = 20;

/** Changes beyond the limits wait for somebody's decision. */
export function removalsHeld(held: RemovalsHeld, place: MailPlace): MailContent {
  const { domainName } = held;
  return {
    subject: `${domainName}: changes to ${people(held.people)} are held back and need a decision`,
    blocks: [
      {
        kind: 'TEXT',
        text: `The last synchronisation of ${domainName} would have changed more than the limits of the domain allow. That part is held back; everything else was applied, and the domain is synchronised as usual.`,
      },
      ...reasons(held),
      { kind: 'TEXT', text: 'What is held:' },
      { kind: 'LIST', items: effects(held) },
      ...names(held),
      {
        kind: 'TEXT',
        text: `If this is right, approve it; if somebody emptied a group by mistake, reject it and put it right in the directory. Without a decision it expires on ${moment(held.expiresAt)} and nothing is changed. A later synchronisation that finds something else to hold takes its place.`,
      },
      { kind: 'CODE', text: approval(place.runGlobalId(held.runId), held.planHash) },
      ...graphiql(place),
    ],
  };
}

function reasons(held: RemovalsHeld): readonly MailBlock[] {
  return held.reasons.length === 0 ? [] : [{ kind: 'LIST', items: held.reasons }];
}

function effects({ removals, disablings, fields }: RemovalsHeld): readonly string[] {
  return [
    ...(removals > 0 ? [`${people(removals)} would be removed`] : []),
    ...(disablings > 0 ? [`${people(disablings)} would be disabled`] : []),
    ...fields.map(({ field, people: count }) => `${field} would be emptied for ${people(count)}`),
  ];
}

function names(held: RemovalsHeld): readonly MailBlock[] {
  const shown = held.names.slice(0, MOST_NAMES);
  if (shown.length === 0) return [];
  const more = held.people - shown.length;
  const rest = more > 0 ? [`and ${more} more`] : [];
  return [
    { kind: 'TEXT', text: 'Whom it concerns:' },
    { kind: 'LIST', items: [...shown, ...rest] },
  ];
}

function approval(runId: string, planHash: string): string {
  const input = `input: { runId: ${JSON.stringify(runId)}, planHash: ${JSON.stringify(planHash)} }`;
  return `mutation {\n  approveRemovals(${input}) {\n    userErrors {\n      code\n      message\n    }\n  }\n}`;
}
