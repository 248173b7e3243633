import type { MailContent } from '../mail-content.js';
import type { SyncFailed } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { graphiql } from './graphiql.js';
import { moment } from './moment.js';

/** A domain is not synchronised any more until somebody does something. */
export function syncFailed(failed: SyncFailed, place: MailPlace): MailContent {
  const { domainName, code, message, failures } = failed;
  const since = moment(failed.since);
  const what =
    failures > 1
      ? `${failures} synchronisations of ${domainName} in a row have failed since ${since}, for the same reason.`
      : `The synchronisation of ${domainName} failed on ${since}.`;
  return {
    subject: `${domainName} is not synchronised: ${code}`,
    blocks: [
      { kind: 'TEXT', text: what },
      { kind: 'TEXT', text: message },
      {
        kind: 'TEXT',
        text: 'Nobody was removed or changed because of it. The next synchronisation tries again; as long as it fails for this reason, no further mail is sent.',
      },
      { kind: 'CODE', text: query(place.runGlobalId(failed.runId)) },
      ...graphiql(place),
    ],
  };
}

function query(runId: string): string {
  return `query {\n  syncRun(id: ${JSON.stringify(runId)}) {\n    phase\n    errorCode\n    errorMessage\n    warnings\n  }\n}`;
}
