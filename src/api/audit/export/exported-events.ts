import type { FilterQuery } from '@mikro-orm/core';
import type { MikroORM } from '@mikro-orm/postgresql';
import { AuditEvent } from '../../../entities/audit-event.js';
import { beyond, type AuditPlace } from '../audit-conditions.js';
import type { ExportFormat } from './export-formats.js';

const PAGE = 1_000;

export interface ExportedEventsParts {
  readonly orm: MikroORM;
  readonly conditions: FilterQuery<AuditEvent>;
  /** The newest event when the export began: it ends though events go on. Undefined when there was none. */
  readonly last: AuditEvent | undefined;
  readonly format: ExportFormat;
  /** Whatever it throws ends the export. */
  readonly beforeEachPage: () => Promise<void>;
}

/** The text of an export, a page of events at a time; no transaction is held, and nothing of a page is kept after it. */
export async function* exportedEvents(parts: ExportedEventsParts): AsyncGenerator<string, void> {
  const { orm, conditions, last, format, beforeEachPage } = parts;
  yield format.head;
  if (last === undefined) return;
  const notLater = {
    $or: [{ at: { $lt: last.at } }, { at: last.at, position: { $lte: last.position } }],
  };
  let place: AuditPlace | undefined;
  for (;;) {
    await beforeEachPage();
    const after = place === undefined ? {} : beyond(place, false);
    const events = await orm.em
      .fork()
      .find(
        AuditEvent,
        { $and: [conditions, notLater, after] },
        { orderBy: { at: 'asc', position: 'asc' }, limit: PAGE },
      );
    yield events.map((event) => format.line(event)).join('');
    const end = events.at(-1);
    if (end === undefined || events.length < PAGE) return;
    place = [end.at, end.position];
  }
}
