import type { FilterQuery } from '@mikro-orm/core';
import type { AuditEvent } from '../../entities/audit-event.js';
import { parseGlobalId } from '../relay/global-id.js';
import type { AuditEventFilter } from './audit-inputs.js';

/** The rows a filter means: the same for the query and for the export. Throws BAD_INPUT for an id that is none. */
export function auditConditions(filter: Partial<AuditEventFilter>): FilterQuery<AuditEvent> {
  const { action, actionPrefix, targetType, actorKind, outcome, since, until } = filter;
  const target = filter.targetId ? parseGlobalId(filter.targetId) : undefined;
  const at = { ...(since ? { $gte: since } : {}), ...(until ? { $lt: until } : {}) };
  const all: FilterQuery<AuditEvent>[] = [];
  if (action) all.push({ action });
  if (actionPrefix) all.push({ action: { $like: `${escaped(actionPrefix)}%` } });
  if (targetType) all.push({ targetType });
  if (target) all.push({ targetType: target.type, targetId: target.uuid });
  if (filter.actorId) all.push({ actorId: parseGlobalId(filter.actorId).uuid });
  if (actorKind) all.push({ actorKind });
  if (outcome) all.push({ outcome });
  if (since || until) all.push({ at });
  return { $and: all };
}

/** A place in the list: the moment, and what settles the order within it. */
export type AuditPlace = readonly [at: Date, position: number];

/** What comes after a place, in either direction. */
export function beyond([at, position]: AuditPlace, newestFirst: boolean): FilterQuery<AuditEvent> {
  return newestFirst
    ? { $or: [{ at: { $lt: at } }, { at, position: { $lt: position } }] }
    : { $or: [{ at: { $gt: at } }, { at, position: { $gt: position } }] };
}

/** So that what means something in a pattern means itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
