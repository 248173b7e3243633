import * as states from '../../domain/states.js';
import { register } from '../register-enum.js';

register(
  'PasswordAfterRemoval',
  states.PasswordAfterRemoval,
  'What becomes of the password of an account that a key is to hold no more.',
  {
    HAND_BACK: 'The owner gets a temporary one, which they must change when they next log on.',
    LEAVE_WITHOUT_PASSWORD: 'Nobody has it: the owner cannot log on until a password is set for them.',
  },
);

register('PasswordChangeKind', states.PasswordChangeKind, 'Why the password of an account is changed.', {
  ACTIVATION: 'A key gets its first password of the account.',
  COMPROMISE: 'The key that holds it is lost or stolen.',
  ROTATION: 'It has become old.',
  USER_CHANGE: 'Its owner wanted another one, in the directory and on the key.',
  USER_KEY_ONLY: 'Its owner corrected what the key has. The directory is not changed.',
  ADMIN_SET: 'An administrator typed another one.',
  ADMIN_GENERATE: 'An administrator had another one made.',
  HAND_BACK: 'A person gets a password they know again.',
});

register(
  'PasswordChangeOrder',
  states.PasswordChangeOrder,
  'In which order the key and the directory get a password.',
  {
    KEY_FIRST: 'The key keeps it beside the present one, then the directory gets it, then the key uses it.',
    DIRECTORY_FIRST:
      'The directory gets it, and the key when it is next connected: until then nobody logs on.',
    DIRECTORY_ONLY: 'The directory gets it, and no key.',
    KEY_ONLY: 'The key gets it, and the directory is not changed.',
  },
);

register(
  'PasswordVerification',
  states.PasswordVerification,
  'Whether the directory was seen to have what the key was given.',
  {
    VERIFIED: 'The directory signed somebody in with it.',
    UNVERIFIED: 'It was not tried, or a try would have shown nothing.',
  },
);

register('PasswordChangeStage', states.PasswordChangeStage, 'How far a change of a password is.', {
  QUEUED: 'Wanted. Nothing was generated.',
  WAITING_FOR_KEY: 'Waits for its key to be connected, or for the key to keep the new password.',
  ON_KEY: 'The key keeps the new password beside the present one.',
  IN_DIRECTORY: 'The directory was told to set it.',
  VERIFIED: 'The directory has it.',
  COMPLETED: 'It is where it belongs.',
  FAILED: 'It was not changed; `lastError` says why.',
  NEEDS_ATTENTION: 'Somebody has to look at it; `lastError` and `attention` say why.',
  CANCELLED: 'Another change took its place, or nobody wants it any more.',
});
