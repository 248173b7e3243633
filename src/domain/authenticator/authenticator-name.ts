import { line, type Rule } from '../settings/input-fault.js';

/** What an authenticator is called by its owner. */
export const authenticatorName: Rule<string> = line(100);
/** What an app says it runs on. */
export const authenticatorPlatform: Rule<string> = line(100);
