import type { AuditEvent } from '../../../entities/audit-event.js';
import { globalId } from '../../relay/global-id.js';
import { actorIdOf, targetIdOf } from '../audit-ids.js';

/** How events are written into a file. */
export interface ExportFormat {
  readonly mediaType: string;
  readonly extension: string;
  readonly head: string;
  line(event: AuditEvent): string;
}

const COLUMNS = [
  'id',
  'at',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'targetType',
  'targetId',
  'outcome',
  'details',
] as const;

type ExportedEvent = Readonly<Record<(typeof COLUMNS)[number], unknown>>;

function exported(event: AuditEvent): ExportedEvent {
  const { actorKind, actorName, action, targetType, outcome, details } = event;
  return {
    id: globalId('AuditEvent', event.id),
    at: event.at.toISOString(),
    actorKind,
    actorId: actorIdOf(event),
    actorName,
    action,
    targetType,
    targetId: targetIdOf(event),
    outcome,
    details,
  };
}

/** A spreadsheet takes what begins like this for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: unknown): string {
  const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** One JSON object a line. */
const ndjson: ExportFormat = {
  mediaType: 'application/x-ndjson; charset=utf-8',
  extension: 'ndjson',
  head: '',
  line: (event) => `${JSON.stringify(exported(event))}\n`,
};

/** As RFC 4180 has it, every cell quoted; what a spreadsheet would run as a formula begins with an apostrophe. */
const csv: ExportFormat = {
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  head: `${COLUMNS.join(',')}\r\n`,
  line(event) {
    const values = exported(event);
    return `${COLUMNS.map((column) => cell(values[column])).join(',')}\r\n`;
  },
};

export const exportFormats = { ndjson, csv } as const;
export type ExportFormatName = keyof typeof exportFormats;
