import type { PasswordChangeKind } from '../../domain/states.js';
import type { MailContent } from '../mail-content.js';
import type { PasswordChanged } from '../mail-templates.js';
import { moment } from './moment.js';

/** What it means for the owner, whatever else is said. */
const MEANINGS: { readonly [Kind in PasswordChangeKind]: (key: string) => string } = {
  ACTIVATION: (key) =>
    `${key} has the new password and logs you on with it. Nobody knows it, you included: connect the key where you used to type a password. The old password is no longer valid.`,
  ROTATION: (key) =>
    `${key} has the new password and logs you on with it, as before. You need not do anything. The old password is no longer valid.`,
  USER_CHANGE: (key) =>
    `You asked for this at your workstation. ${key} has the new password and logs you on with it. The old password is no longer valid.`,
  USER_KEY_ONLY: (key) =>
    `You asked for this at your workstation. ${key} has another password from now on; what the domain takes was not changed.`,
  ADMIN_SET: (key) =>
    `An administrator set a new password. ${key} has it, or gets it when it is next connected, and logs you on with it. The old password is no longer valid.`,
  ADMIN_GENERATE: (key) =>
    `An administrator had a new password made, which nobody knows. ${key} has it, or gets it when it is next connected, and logs you on with it. The old password is no longer valid.`,
  COMPROMISE: () =>
    'A security key was reported lost or stolen, so the password it held was replaced with one that nobody knows, and you cannot log on with a password for now. Your administrators give you another key, or a temporary password. Did you still have your key? Then tell them.',
  HAND_BACK: () =>
    'It is now the temporary password that your administrators set. They tell it to you; you are asked for one of your own when you first log on with it, and from then on you type that one.',
};

/** The password of an account was changed, and what its owner does now. */
export function passwordChanged({ kind, domainName, accountName, serial, at }: PasswordChanged): MailContent {
  const account = accountName === null ? 'your account' : `your account ${accountName}`;
  const key = serial === null ? 'Your security key' : `Your security key ${serial}`;
  return {
    subject: `The password of ${account} in ${domainName} was changed`,
    blocks: [
      { kind: 'TEXT', text: `The password of ${account} in ${domainName} was changed on ${moment(at)}.` },
      { kind: 'TEXT', text: MEANINGS[kind](key) },
      {
        kind: 'TEXT',
        text: 'Nobody will ask you for a password because of this mail, your administrators included. If you do not know what it is about, ask them.',
      },
    ],
  };
}
