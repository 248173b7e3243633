import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { globalId } from '../relay/global-id.js';
import {
  BeginPasskeyPayload,
  BeginPasskeySignInPayload,
  RegisterPasskeyInput,
  RegisterPasskeyPayload,
  SignInWithPasskeyInput,
  SignInWithPasskeyPayload,
} from './passkey-inputs.js';

/** Making passkeys, and signing in with them. */
@Resolver()
export class PasskeyResolver {
  @Mutation(() => BeginPasskeyPayload, {
    description:
      'What a browser needs to make a passkey: for whoever opened an invitation, and for whoever is signed in. Good for five minutes, once.',
    complexity: 100,
  })
  async beginPasskey(@Ctx() { services, principal }: ApiContext): Promise<BeginPasskeyPayload> {
    return { options: await services.authenticators.passkeyOptions(principal) };
  }

  @Mutation(() => RegisterPasskeyPayload, {
    description:
      'Registers the passkey that a browser made. A session with which it is asked gets another secret.',
    complexity: 200,
  })
  async registerPasskey(
    @Arg('input', () => RegisterPasskeyInput, { description: 'The passkey.' }) input: RegisterPasskeyInput,
    @Ctx() { services, principal, sessionCookie }: ApiContext,
  ): Promise<RegisterPasskeyPayload> {
    const { authenticatorId, session } = await services.authenticators.registerPasskey(principal, input);
    if (session !== undefined) sessionCookie?.set(session.token, session.expiresAt);
    return {
      authenticatorId: globalId('Authenticator', authenticatorId),
      ...(session === undefined ? {} : { token: session.token }),
    };
  }

  @Mutation(() => BeginPasskeySignInPayload, {
    description: 'What a browser needs to sign somebody in with a passkey. Good for five minutes, once.',
    complexity: 100,
  })
  async beginPasskeySignIn(@Ctx() { services }: ApiContext): Promise<BeginPasskeySignInPayload> {
    return { options: await services.authenticators.passkeySignInOptions() };
  }

  @Mutation(() => SignInWithPasskeyPayload, {
    description:
      'Opens a session for an employee with one of their passkeys. Users with a role of their own give their password as well: `signIn`.',
    complexity: 200,
  })
  async signInWithPasskey(
    @Arg('input', () => SignInWithPasskeyInput, { description: 'The passkey.' })
    { answer }: SignInWithPasskeyInput,
    @Ctx() { services, address, userAgent, device, sessionCookie, loaders }: ApiContext,
  ): Promise<SignInWithPasskeyPayload> {
    const session = await services.authenticators.signInWithPasskey({ answer, address, userAgent, device });
    sessionCookie?.set(session.token, session.expiresAt);
    if (session.device !== undefined) device?.set(session.device);
    const user = await loaders.get(entityLoaders.User).load(session.userId);
    return { token: session.token, expiresAt: session.expiresAt, ...(user === null ? {} : { user }) };
  }
}
