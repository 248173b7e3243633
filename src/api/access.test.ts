import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { TokenScope, type InvitationState, type UserRole } from '../domain/states.js';
import type { Principal } from '../services/sign-in/principal.js';
import { accessTable, mayUse, type AccessRule } from './access.js';
import { assertTableMatchesSchema, fieldsUsed, refusedFields } from './request/access-check.js';
import { buildApiSchema } from './schema.js';

const expiresAt = new Date('2100-01-01');

function user(role: UserRole): Principal {
  return { kind: 'user', userId: 'u', displayName: 'U', role, sessionId: 's', expiresAt };
}

function token(...scopes: readonly TokenScope[]): Principal {
  return { kind: 'token', tokenId: 't', name: 'T', scopes, expiresAt };
}

const anonymous: Principal = { kind: 'anonymous' };

function workstation(approved: boolean): Principal {
  return { kind: 'workstation', workstationId: 'w', machineName: 'W', approved, sessionId: 's', expiresAt };
}

function invitee(state: InvitationState): Principal {
  return { kind: 'invitee', invitationId: 'i', employeeId: 'e', displayName: 'I', state, expiresAt };
}

const app: Principal = {
  kind: 'authenticator',
  authenticatorId: 'a',
  name: 'A',
  userId: 'u',
  sessionId: 's',
  expiresAt,
};

/** What a workstation does with a session of its own, and nobody for it. */
const OWN_OF_WORKSTATIONS = [
  'Subscription.workstationStatus',
  'Mutation.reportPresence',
  'Mutation.reportWorkstationEvents',
  'Query.keyChallenge',
  'Query.passwordOnKey',
  'Mutation.activateKey',
  'Mutation.acknowledgeKeyTask',
  'Mutation.reportKeyStatus',
  'Subscription.workstationTasks',
  'Mutation.offerUnlockPairing',
  'Subscription.unlockPairingProgress',
  'Mutation.askUnlock',
  'Subscription.unlockProgress',
];
/** What whoever has the link of an invitation does, and an authenticator app. */
const OWN_OF_INVITEES = ['Query.myInvitation', 'Subscription.invitationProgress'];
const OWN_OF_APPS = [
  'Query.waitingSignIn',
  'Mutation.answerAppSignIn',
  'Query.waitingUnlockPairing',
  'Mutation.pairWorkstation',
  'Subscription.unlockChallenges',
  'Mutation.answerUnlock',
  'Mutation.renewUnlockCredential',
];
/** What people, their apps and workstations see of themselves. */
const UNLOCKS = ['Query.myUnlockCredentials', 'UnlockCredential.*'];
const OWN_OF_OTHERS = [...OWN_OF_WORKSTATIONS, ...OWN_OF_INVITEES, ...OWN_OF_APPS];
/** What whoever sees it can use. */
const SECRETS = ['Query.activationCode', 'Invitation.link', 'Invitation.qrCode'];
/** What a user changes of their own. */
const OWN_CHANGES = [
  'signOut',
  'revokeSession',
  'revokeSessions',
  'updateMyProfile',
  'offerAuthenticatorApp',
  'beginPasskey',
  'registerPasskey',
  'renameAuthenticator',
  'removeAuthenticator',
  'revokeUnlockCredential',
];
/** What proves who somebody is. */
const PROOFS = [
  'Mutation.signIn',
  'Mutation.beginPasskeySignIn',
  'Mutation.signInWithPasskey',
  'Mutation.registerAuthenticatorApp',
  'Query.authenticatorChallenge',
  'Mutation.openAuthenticatorSession',
  'Mutation.askAppSignIn',
  'Subscription.appSignInProgress',
  'Mutation.completeAppSignIn',
  'Mutation.registerWorkstation',
  'Query.workstationChallenge',
  'Mutation.openWorkstationSession',
];

function linesFor(principal: Principal): readonly string[] {
  return Object.keys(accessTable).filter((line) => mayUse(principal, accessTable[line]!));
}

describe('the access table', () => {
  let schema: GraphQLSchema;

  beforeAll(async () => {
    schema = await buildApiSchema();
  });

  test('leaves the anonymous nothing but proving who they are', () => {
    expect(linesFor(anonymous)).toEqual(PROOFS);
  });

  test('lets an auditor use every query and subscription but the one for codes, and change nothing but their own', () => {
    const lines = Object.keys(accessTable);
    const reads = lines.filter(
      (line) => !line.startsWith('Mutation.') && ![...OWN_OF_OTHERS, ...SECRETS].includes(line),
    );
    const own = OWN_CHANGES.map((name) => `Mutation.${name}`);
    const proofs = PROOFS.filter((line) => line.startsWith('Mutation.'));
    expect([...linesFor(user('AUDITOR'))].toSorted()).toEqual([...reads, ...own, ...proofs].toSorted());
  });

  test('lets an administrator use everything but what others do for themselves', () => {
    const lines = Object.keys(accessTable).filter((line) => !OWN_OF_OTHERS.includes(line));
    expect(linesFor(user('ADMINISTRATOR'))).toEqual(lines);
  });

  test('lets a workstation do its own and look at nothing but who may unlock it, and one that waits only wait', () => {
    expect([...linesFor(workstation(true))].toSorted()).toEqual(
      [...PROOFS, ...OWN_OF_WORKSTATIONS, ...UNLOCKS].toSorted(),
    );
    expect(linesFor(workstation(false))).toEqual([...PROOFS, 'Subscription.workstationStatus']);
  });

  test('lets whoever has a link see its invitation and set up an app, and after its end only learn of that', () => {
    expect(linesFor(invitee('PENDING'))).toEqual([
      ...PROOFS.slice(0, 1),
      ...OWN_OF_INVITEES,
      'Mutation.offerAuthenticatorApp',
      'Mutation.beginPasskey',
      'Mutation.registerPasskey',
      ...PROOFS.slice(1),
    ]);
    expect([...linesFor(invitee('REVOKED'))].toSorted()).toEqual([...PROOFS, ...OWN_OF_INVITEES].toSorted());
  });

  test('lets an app answer, see whose it is and what they have, and give up what it may unlock', () => {
    const more = [
      'Query.me',
      'Query.myProfile',
      'Authenticator.*',
      'Mutation.revokeUnlockCredential',
      ...UNLOCKS,
    ];
    expect([...linesFor(app)].toSorted()).toEqual([...PROOFS, ...OWN_OF_APPS, ...more].toSorted());
  });

  test('lets an employee see and change themselves and their sessions', () => {
    const reads = ['Query.__schema', 'Query.__type', 'Query.me', 'Query.myProfile', 'Query.sessions'];
    const own = OWN_CHANGES.map((name) => `Mutation.${name}`);
    expect([...linesFor(user('EMPLOYEE'))].toSorted()).toEqual(
      [...PROOFS, ...reads, ...own, 'Authenticator.*', 'Session.*', ...UNLOCKS].toSorted(),
    );
  });

  test('lets a reading token change nothing', () => {
    const changes = linesFor(token('READ')).filter((line) => line.startsWith('Mutation.'));
    expect(changes).toEqual(PROOFS.filter((line) => line.startsWith('Mutation.')));
  });

  test('lets no token make or end tokens, end sessions, nor lift an alarm', () => {
    const every = linesFor(token(...Object.values(TokenScope)));
    for (const line of [
      'Mutation.createApiToken',
      'Mutation.revokeApiToken',
      'Mutation.signOut',
      'Mutation.revokeSession',
      'Mutation.revokeSessions',
      'Mutation.createEnrolmentToken',
      'Mutation.revokeEnrolmentToken',
      'Mutation.liftLock',
    ]) {
      expect(every).not.toContain(line);
    }
  });

  test('is refused when a root field has no line', () => {
    const { 'Query.me': _dropped, ...rest } = accessTable;
    expect(() => assertTableMatchesSchema(schema, rest)).toThrow('Query.me has no line in the access table');
  });

  test('is refused when a line has no field', () => {
    const rule: AccessRule = { roles: [], scopes: [] };
    const table = { ...accessTable, 'Query.nothing': rule, 'Nobody.home': rule };
    expect(() => assertTableMatchesSchema(schema, table)).toThrow(/Query\.nothing[^]*Nobody\.home/);
  });
});

describe('the fields of an operation', () => {
  const schema = buildSchema(`
    interface Thing { id: ID, secret: String }
    type Box implements Thing { id: ID, secret: String, inside: [Thing] }
    type Query { open: Box, hidden: Box, thing: Thing }
    type Mutation { change: Box }
  `);

  function used(text: string, name?: string): readonly string[] {
    const document = parse(text);
    return [...fieldsUsed(schema, document, getOperationAST(document, name)!)].toSorted();
  }

  test('are found behind aliases', () => {
    expect(used('{ open: hidden { open: secret } }')).toEqual(['Box.secret', 'Query.hidden']);
  });

  test('are found in named and inline fragments, nested and circular ones too', () => {
    const text = `
      { ...A }
      fragment A on Query { ... on Query { hidden { ...B } } ...A }
      fragment B on Box { inside { ...C } }
      fragment C on Thing { ... on Box { secret } ...C }`;
    expect(used(text)).toEqual(['Box.inside', 'Box.secret', 'Query.hidden']);
  });

  test('count for every type behind an interface', () => {
    expect(used('{ thing { secret } }')).toEqual(['Box.secret', 'Query.thing', 'Thing.secret']);
  });

  test('are those of the operation that is executed, not of its neighbours', () => {
    const text = 'query A { open { id } } mutation B { change { id } }';
    expect(used(text, 'A')).toEqual(['Box.id', 'Query.open']);
    expect(used(text, 'B')).toEqual(['Box.id', 'Mutation.change']);
  });

  test('are refused one by one by the rules of a table', () => {
    const nobody: AccessRule = { roles: [], scopes: [] };
    const everybody: AccessRule = { anonymous: true, roles: [], scopes: [] };
    const table = { 'Query.thing': everybody, 'Box.secret': nobody };
    const fields = new Set(used('{ thing { id ... on Box { s: secret } } }'));
    expect(refusedFields(anonymous, fields, table)).toEqual(['Box.secret']);
  });
});
