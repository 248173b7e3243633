import { createPayloadCodec } from '../../../src/temporal/payload-codec.js';
import type { Place } from '../search/place.js';
import { caughtMails } from '../search/places/caught-mails.js';
import { databaseFiles } from '../search/places/database-files.js';
import { databaseTables } from '../search/places/database-tables.js';
import { files } from '../search/places/files.js';
import { workflowHistories } from '../search/places/workflow-histories.js';
import type { Installation } from './installation.js';

/** Everything that an installation writes down somewhere, or answers. */
export function installationPlaces(installation: Installation): Place[] {
  const { databaseUrl, temporalAddress, masterKey, dbFile, logs, mails, proxy } = installation;
  return [
    databaseTables(databaseUrl),
    ...databaseFiles(databaseUrl),
    files('Temporal’s file', async () => [dbFile, `${dbFile}-wal`]),
    workflowHistories(temporalAddress, createPayloadCodec(masterKey)),
    files('logs', async () => logs),
    caughtMails(mails),
    proxy.answers,
    proxy.events,
  ];
}
