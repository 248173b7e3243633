import type { MailContent } from '../mail-content.js';
import type { KeyNotConnected, KeysNotConnected, RotationStopped } from '../mail-templates.js';
import type { MailPlace } from '../mail-texts.js';
import { graphiql } from './graphiql.js';
import { moment, people } from './moment.js';

/** Too many changes of a rotation have failed; somebody has to look at why. */
export function rotationStopped({ domainName, reason }: RotationStopped, place: MailPlace): MailContent {
  return {
    subject: `The rotation of passwords in ${domainName} has stopped`,
    blocks: [
      { kind: 'TEXT', text: `The rotation of passwords in ${domainName} has stopped. ${reason}` },
      {
        kind: 'TEXT',
        text: 'Nobody is locked out by that: each key has a password that the directory takes. The list of changes says what failed and why. Once that is mended, let it go on with `resumeRotation`.',
      },
      ...graphiql(place),
    ],
  };
}

/** A password is overdue, and its key is not connected; for the owner. */
export function keyNotConnected(overdue: KeyNotConnected): MailContent {
  const { domainName, accountName, serial, expiresAt } = overdue;
  const account = accountName === null ? 'your account' : `your account ${accountName}`;
  const key = serial === null ? 'your security key' : `your security key ${serial}`;
  const end =
    expiresAt === null
      ? 'Until then the present one goes on working.'
      : `The domain takes the present one until ${moment(expiresAt)}; after that you get in only where the key can be connected to it.`;
  return {
    subject: `Please connect ${key}`,
    blocks: [
      {
        kind: 'TEXT',
        text: `The password of ${account} in ${domainName} is due to be changed. That happens by itself as soon as you connect ${key} to a computer in the network of your organisation.`,
      },
      { kind: 'TEXT', text: end },
      {
        kind: 'TEXT',
        text: 'You need not type or remember anything, and nobody will ask you for a password because of this mail. Is the key lost? Then tell your administrators at once.',
      },
    ],
  };
}

/** The same of everybody in a domain; for administrators. */
export function keysNotConnected(
  { domainName, people: count, accountNames, expiresAt }: KeysNotConnected,
  place: MailPlace,
): MailContent {
  const left = count - accountNames.length;
  const items = [...accountNames, ...(left > 0 ? [`and ${left} more`] : [])];
  const end = expiresAt === null ? '' : ` The first of these passwords expires on ${moment(expiresAt)}.`;
  return {
    subject: `${domainName}: overdue passwords of ${people(count)} wait for their keys`,
    blocks: [
      {
        kind: 'TEXT',
        text: `Passwords of ${people(count)} in ${domainName} are overdue, and their keys are not connected. They were told.${end}`,
      },
      { kind: 'LIST', items },
      {
        kind: 'TEXT',
        text: '`rotationForecast` shows who is due when. Somebody who cannot connect the key any more needs another one.',
      },
      ...graphiql(place),
    ],
  };
}
