import * as states from '../domain/states.js';
import { registerStates as register } from './register-states.js';

register('InvitationState', states.InvitationState, 'What became of an invitation.', {
  PENDING: 'It can be used.',
  ACCEPTED: 'It was used.',
  EXPIRED: 'Nobody used it in time.',
  REVOKED: 'It was revoked, or a newer one took its place.',
});

register('AuthenticatorKind', states.AuthenticatorKind, 'What somebody signs in with.', {
  APP: 'An authenticator app.',
  PASSKEY: 'A passkey.',
});

register('SignInMethod', states.SignInMethod, 'How a session was opened.', {
  PASSWORD: 'With a password.',
  PASSWORD_AND_PASSKEY: 'With a password and a passkey.',
  PASSKEY: 'With a passkey.',
  APP: 'An authenticator app said yes to it.',
  APP_ITSELF: 'It is the session of an authenticator app.',
});

register('UnlockCredentialState', states.UnlockCredentialState, 'Whether an app may unlock a workstation.', {
  ACTIVE: 'It may.',
  EXPIRED: 'It was not renewed within a year; the workstation has to be paired anew.',
  REVOKED: 'It may not any more.',
});

register('UnlockRevocation', states.UnlockRevocation, 'Why an app may not unlock a workstation any more.', {
  PERSON: 'Its owner did it.',
  ADMINISTRATOR: 'An administrator did it.',
  DEACTIVATION: 'Its owner was deactivated or deleted.',
  WORKSTATION: 'The workstation was revoked.',
  AUTHENTICATOR: 'The app was removed.',
  REPLACED: 'The two were paired anew.',
});

register('UnlockState', states.UnlockState, 'What became of a workstation’s question to an app.', {
  WAITING: 'The app has been told, and has not answered.',
  ACCEPTED: 'Yes: the workstation checks the signature and unlocks.',
  DECLINED: 'No.',
  REFUSED: 'It must not; `code` says why.',
  SUPERSEDED: 'The workstation has asked again since.',
});

register('UnlockPairingState', states.UnlockPairingState, 'What became of a code for pairing.', {
  WAITING: 'No app has scanned it and said yes.',
  PAIRED: 'An app has, and may unlock this workstation from now on.',
});
