import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Employee } from '../../entities/employee.js';
import { Authenticator } from '../../entities/sign-in/authenticator.js';
import { User } from '../../entities/user.js';
import type { ListedEmployee } from '../../services/employees/list-employees.js';
import type { ApiContext } from '../context.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import { qrCode } from '../invitations/qr-code.js';
import {
  AuthenticatorChallenge,
  OfferAuthenticatorAppPayload,
  OpenAuthenticatorSessionInput,
  OpenAuthenticatorSessionPayload,
  RegisterAuthenticatorAppInput,
  RegisterAuthenticatorAppPayload,
  RemoveAuthenticatorInput,
  RemoveAuthenticatorPayload,
  RenameAuthenticatorInput,
  RenameAuthenticatorPayload,
} from './authenticator-inputs.js';
import { authenticatorsOfEmployee, authenticatorsOfUser } from './authenticator-loaders.js';

/** Registering authenticator apps, and what is done to authenticators of either kind. */
@Resolver(() => Authenticator)
export class AuthenticatorResolver {
  @Mutation(() => OfferAuthenticatorAppPayload, {
    description:
      'A QR code with which one authenticator app can be registered within ten minutes: for whoever opened an invitation, and for whoever is signed in. An earlier one that was not used is good no longer. A session with which it is asked gets another secret.',
    complexity: 100,
  })
  async offerAuthenticatorApp(
    @Ctx() { services, principal, sessionCookie }: ApiContext,
  ): Promise<OfferAuthenticatorAppPayload> {
    const { uri, expiresAt, session } = await services.authenticators.offerApp(principal);
    if (session !== undefined) sessionCookie?.set(session.token, session.expiresAt);
    return { uri, expiresAt, qrCode: await qrCode(uri), ...tokenOf(session) };
  }

  @Mutation(() => RegisterAuthenticatorAppPayload, {
    description:
      'Registers the app that scanned a QR code. The very same again is answered again and changes nothing.',
    complexity: 100,
  })
  async registerAuthenticatorApp(
    @Arg('input', () => RegisterAuthenticatorAppInput, { description: 'The app, signed.' })
    input: RegisterAuthenticatorAppInput,
    @Ctx() { services, address }: ApiContext,
  ): Promise<RegisterAuthenticatorAppPayload> {
    const idOf = (id: string): string => globalId('Authenticator', id);
    const registered = await services.authenticators.registerApp({ ...input, address }, idOf);
    return {
      authenticatorId: idOf(registered.authenticatorId),
      serverSignature: registered.serverSignature,
    };
  }

  @Query(() => AuthenticatorChallenge, {
    description:
      'A nonce for an authenticator app to sign with its key, to open a session. It is good for a minute, once.',
  })
  authenticatorChallenge(
    @Arg('authenticatorId', () => ID, { description: 'The app.' }) authenticatorId: string,
    @Ctx() { services }: ApiContext,
  ): AuthenticatorChallenge {
    return services.authenticators.challenge(fromGlobalId('Authenticator', authenticatorId));
  }

  @Mutation(() => OpenAuthenticatorSessionPayload, {
    description:
      'Opens a session for the app that signs the nonce: with it, the app answers questions of its owner’s pages and workstations.',
    complexity: 100,
  })
  async openAuthenticatorSession(
    @Arg('input', () => OpenAuthenticatorSessionInput, { description: 'The signed nonce.' })
    { authenticatorId, nonce, signature }: OpenAuthenticatorSessionInput,
    @Ctx() { services, address, userAgent }: ApiContext,
  ): Promise<OpenAuthenticatorSessionPayload> {
    return {
      ...(await services.authenticators.openSession({
        authenticatorId: fromGlobalId('Authenticator', authenticatorId),
        givenId: authenticatorId,
        nonce,
        signature,
        address,
        userAgent,
      })),
    };
  }

  @Mutation(() => RenameAuthenticatorPayload, {
    description: 'Gives an authenticator another name: one’s own, or, for an administrator, anybody’s.',
  })
  async renameAuthenticator(
    @Arg('input', () => RenameAuthenticatorInput, { description: 'The new name.' })
    input: RenameAuthenticatorInput,
    @Ctx() context: ApiContext,
  ): Promise<RenameAuthenticatorPayload> {
    const id = fromGlobalId('Authenticator', input.id);
    await context.services.authenticators.rename(context, { id, name: input.name });
    return { authenticator: await context.em.findOne(Authenticator, { id }) };
  }

  @Mutation(() => RemoveAuthenticatorPayload, {
    description:
      'Removes an authenticator: one’s own, or, for an administrator, anybody’s. Sessions that were opened with it end at once, but for the one that asks, and so does what it may unlock. Where it was one’s own, that session gets another secret.',
  })
  async removeAuthenticator(
    @Arg('input', () => RemoveAuthenticatorInput, { description: 'Which one.' })
    input: RemoveAuthenticatorInput,
    @Ctx() context: ApiContext,
  ): Promise<RemoveAuthenticatorPayload> {
    const id = fromGlobalId('Authenticator', input.id);
    const session = await context.services.authenticators.remove(context, id);
    if (session !== undefined) context.sessionCookie?.set(session.token, session.expiresAt);
    return { removedAuthenticatorId: input.id, ...tokenOf(session) };
  }
}

function tokenOf(session: { readonly token: string } | undefined): { readonly token?: string } {
  return session === undefined ? {} : { token: session.token };
}

/** What authenticators add to a user. */
@Resolver(() => User)
export class AuthenticatorsOfUser {
  @FieldResolver(() => [Authenticator], { description: 'What they sign in with, the oldest first.' })
  async authenticators(
    @Root() { id }: User,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly Authenticator[]> {
    return loaders.get(authenticatorsOfUser).load(id);
  }
}

/** What authenticators add to an employee. */
@Resolver(() => Employee)
export class AuthenticatorsOfEmployee {
  @FieldResolver(() => [Authenticator], { description: 'What they sign in with, the oldest first.' })
  async authenticators(
    @Root() { id }: ListedEmployee,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly Authenticator[]> {
    return loaders.get(authenticatorsOfEmployee).load(id);
  }
}
