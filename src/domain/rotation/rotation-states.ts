/** Why passwords of a domain are changed that nobody asks for one by one. */
export const RotationReason = { SCHEDULED: 'SCHEDULED', MANUAL: 'MANUAL', EMERGENCY: 'EMERGENCY' } as const;
export type RotationReason = keyof typeof RotationReason;

/** What a rotation does about keys that are not connected. */
export const KeysAway = { WAIT: 'WAIT', DIRECTORY_FIRST: 'DIRECTORY_FIRST' } as const;
export type KeysAway = keyof typeof KeysAway;

/** `PAUSED`: an administrator said so. `STOPPED`: too much has failed. Both go on when an administrator lets them. */
export const RotationState = {
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  STOPPED: 'STOPPED',
  COMPLETED: 'COMPLETED',
} as const;
export type RotationState = keyof typeof RotationState;
