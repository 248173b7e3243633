import { z } from 'zod';
import { ActorKind, AuditOutcome } from '../../../domain/states.js';
import { AppError } from '../../../errors.js';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const name = z.string().min(1).max(100);
const id = z.string().min(1).max(200);

/** The filter is that of the query `auditEvents`, name by name. */
const shape = z.strictObject({
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
  action: name.optional(),
  actionPrefix: name.optional(),
  targetType: name.optional(),
  targetId: id.optional(),
  actorId: id.optional(),
  actorKind: z.enum(ActorKind).optional(),
  outcome: z.enum(AuditOutcome).optional(),
  since: moment.optional(),
  until: moment.optional(),
});

export type ExportRequest = z.infer<typeof shape>;

/** What an address asks to be exported. Throws BAD_INPUT that names the parameter. */
export function parseExportRequest(query: unknown): ExportRequest {
  const parsed = shape.safeParse(query);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new AppError(
    'BAD_INPUT',
    `The address asks for something that cannot be exported. ${faults.slice(0, 3).join('. ')}.`,
  );
}
