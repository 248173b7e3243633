import { setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router, type Request, type Response } from 'express';
import { AuditEvent } from '../../../entities/audit-event.js';
import type { Log } from '../../../log.js';
import { insertAudit } from '../../../services/audit/record-audit.js';
import { authenticate } from '../../../services/sign-in/authenticate.js';
import { actorOf, type Principal } from '../../../services/sign-in/principal.js';
import { mayUse, type AccessTable } from '../../access-rule.js';
import type { Backend } from '../../backend.js';
import { asHttpFault } from '../../errors/mask-error.js';
import { LimitExceeded } from '../../limits/limit-exceeded.js';
import { EXPORT_LIMITS, type ExportLimits } from '../../limits/limits.js';
import { refusal } from '../../request/access-check.js';
import { credentialOf } from '../../request/credentials.js';
import { auditConditions } from '../audit-conditions.js';
import { exportFormats } from './export-formats.js';
import { exportedEvents } from './exported-events.js';
import { parseExportRequest, type ExportRequest } from './export-request.js';

export interface AuditExportParts {
  readonly backend: Backend;
  readonly table: AccessTable;
  readonly secure: boolean;
  readonly log: Log;
  /** Those of src/api/limits/limits.ts, unless told. */
  readonly limits?: ExportLimits;
}

/** What may be exported is what may be asked for. */
const RULE = 'Query.auditEvents';

/**
 * `GET /export/audit`: audit events as a file, oldest first, streamed. It takes the filter and the access rule of the
 * query `auditEvents`, and a bearer or the session cookie: that one is SameSite=Strict, so no other site's page can ask
 * with it, and nothing is changed but the audit. Each export is an audit event itself, written before its first byte.
 */
export function auditExportRoutes({ limits = EXPORT_LIMITS, ...others }: AuditExportParts): Router {
  const parts = { ...others, limits };
  const routes = Router();
  let underWay = 0;
  routes.get('/export/audit', (request, response) => {
    if (underWay >= limits.atOnce) {
      send(response, tooManyAtOnce(limits), parts.log);
      return;
    }
    underWay += 1;
    exportAudit(parts, request, response)
      .catch((error: unknown) => send(response, error, parts.log))
      .finally(() => (underWay -= 1));
  });
  return routes;
}

async function exportAudit(
  parts: Required<AuditExportParts>,
  request: Request,
  response: Response,
): Promise<void> {
  const { backend, log, secure, limits } = parts;
  const credential = credentialOf(request, secure).text;
  const principal = await reader(parts, credential);
  const wanted = parseExportRequest(request.query);
  const { format: name, ...filter } = wanted;
  const conditions = auditConditions(filter);
  const em = backend.orm.em.fork();
  const count = await em.count(AuditEvent, conditions);
  if (count > limits.events) throw tooMany(count, limits);
  const upTo = await em.find(AuditEvent, {}, { orderBy: { at: 'desc', position: 'desc' }, limit: 1 });
  await recordExport(backend, principal, wanted);
  const format = exportFormats[name];
  response.set({
    'Content-Type': format.mediaType,
    'Content-Disposition': `attachment; filename="latchkey-audit.${format.extension}"`,
    'Cache-Control': 'no-store',
  });
  const lines = exportedEvents({
    orm: backend.orm,
    conditions,
    last: upTo[0],
    format,
    // Whoever may no longer read it is not sent the rest.
    beforeEachPage: async () => void (await reader(parts, credential)),
  });
  const signal = AbortSignal.timeout(limits.milliseconds);
  setMaxListeners(0, signal);
  await pipeline(Readable.from(lines), response, { signal }).catch((error: unknown) => {
    // A file that breaks off must not look like a whole one: the connection goes without its last chunk.
    log.warn({ err: error }, 'an export of the audit broke off');
    response.destroy();
  });
}

async function reader(
  { backend, table }: AuditExportParts,
  credential: string | undefined,
): Promise<Principal> {
  const principal = await authenticate(backend, credential);
  const rule = table[RULE];
  if (rule === undefined || !mayUse(principal, rule)) throw refusal(principal, [RULE]);
  return principal;
}

async function recordExport({ pool }: Backend, principal: Principal, wanted: ExportRequest): Promise<void> {
  await insertAudit(pool, actorOf(principal), { action: 'audit.export', details: { ...wanted } });
}

function tooMany(count: number, { events }: ExportLimits): LimitExceeded {
  return new LimitExceeded(
    'EXPORTS',
    `These are ${count} events, and an export has at most ${events}. Narrow it with since and until.`,
  );
}

function tooManyAtOnce({ atOnce }: ExportLimits): LimitExceeded {
  return new LimitExceeded(
    'EXPORTS',
    `${atOnce} exports are under way. Try again when one of them has ended.`,
    'TOO_MANY_REQUESTS',
  );
}

function send(response: Response, error: unknown, log: Log): void {
  if (response.headersSent) {
    log.warn({ err: error }, 'an export of the audit broke off');
    response.destroy();
    return;
  }
  const { status, body } = asHttpFault(error, log);
  response.status(status).json(body);
}
