import type { Channel } from './search/intended.js';

/** The ways that secrets are meant to take. Whatever else shows one is a leak. */
export const CHANNELS: readonly Channel[] = [
  {
    what: 'the one answer of a sign-in, with its cookie',
    kind: 'bearer token',
    place: 'HTTP answers',
    where: /^POST \/graphql SignIn$/,
  },
  {
    what: 'the one answer that makes an API token',
    kind: 'bearer token',
    place: 'HTTP answers',
    where: /^POST \/graphql CreateApiToken$/,
  },
  {
    what: 'the one answer that opens a workstation’s session',
    kind: 'bearer token',
    place: 'HTTP answers',
    where: /^POST \/graphql OpenWorkstationSession$/,
  },
  {
    what: 'the one answer that makes an enrolment token',
    kind: 'enrolment token',
    place: 'HTTP answers',
    where: /^POST \/graphql CreateEnrolmentToken$/,
  },
  {
    what: 'the audited look at an activation code',
    kind: 'activation code',
    place: 'HTTP answers',
    where: /^POST \/graphql ActivationCode$/,
  },
  {
    what: 'the mail with an activation code',
    kind: 'activation code',
    place: 'mails',
    where: /^mail ".*activ.*" to gus@north\.example$/i,
  },
];

/** Those of our own page, when somebody has signed in there. */
export const BROWSER_CHANNELS: readonly Channel[] = [
  {
    what: 'the cookie of our own page',
    kind: 'bearer token',
    place: 'browser storage',
    where: /^cookies$/,
  },
];
