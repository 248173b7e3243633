import type { MailContent } from '../mail-content.js';
import type { PasswordsPaused } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { graphiql } from './graphiql.js';

/** One account has shown that a domain lacks a right: the others are spared the same until somebody has mended it. */
export function passwordsPaused(
  { domainName, accountName, reason }: PasswordsPaused,
  place: MailPlace,
): MailContent {
  const account = accountName === null ? 'an account' : `the account ${accountName}`;
  return {
    subject: `First passwords and rotations in ${domainName} are paused`,
    blocks: [
      {
        kind: 'TEXT',
        text: `First passwords and rotations in ${domainName} are paused, because of what ${account} has shown. ${reason}`,
      },
      {
        kind: 'TEXT',
        text: `What has not begun waits; what administrators and people ask for goes on. Look after ${account}: it needs attention. Once the reason is gone, let the domain go on with \`resumePasswordChanges\`.`,
      },
      ...graphiql(place),
    ],
  };
}
