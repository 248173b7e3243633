import * as rotation from '../../domain/rotation/rotation-states.js';
import { RotationObstacle } from '../../domain/rotation/why-not-eligible.js';
import { register } from '../register-enum.js';

register('RotationReason', rotation.RotationReason, 'Why passwords of a domain are rotated.', {
  SCHEDULED: 'They are due.',
  MANUAL: 'An administrator named the accounts.',
  EMERGENCY: 'An administrator wants every managed password of the domain changed.',
});

register('KeysAway', rotation.KeysAway, 'What a rotation does about accounts whose key is not connected.', {
  WAIT: 'They wait for their keys.',
  DIRECTORY_FIRST:
    'The directory gets the new password at once, and the key when it is next connected: until then nobody logs on.',
});

register('RotationState', rotation.RotationState, 'Whether a rotation goes on.', {
  RUNNING: 'It does, as keys are connected.',
  PAUSED: 'An administrator has paused it.',
  STOPPED: 'Too much of it has failed. An administrator lets it go on.',
  COMPLETED: 'It has ended.',
});

register('RotationObstacle', RotationObstacle, 'Why a password is not changed by itself.', {
  CLOSED: 'The account is not synchronised any more.',
  NEVER_MANAGED: 'Latchkey never touches the account.',
  NOT_MANAGED: 'The password is not on a key.',
  UNCONFIRMED: 'Whose account it is was only told by an e-mail address.',
  NOT_IN_SYNC_GROUP: 'The account is not in the sync group.',
  NOT_IN_PASSWORD_GROUP: 'The account is not in the password group.',
  NOT_ENABLED: 'The account is disabled, or the directory does not say that it is enabled.',
  ACCOUNT_EXPIRED: 'The account has expired.',
  NO_ACTIVE_KEY: 'Its owner has no active key.',
  SET_ASIDE: 'Its change failed a few times in a row; somebody has to look at it.',
});
