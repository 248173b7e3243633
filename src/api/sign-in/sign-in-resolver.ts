import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { User } from '../../entities/user.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { PasskeyNeeded } from '../../services/sign-in/sign-in.js';
import { userErrorsOf } from '../user-error.js';
import { SignInInput, SignInPayload, SignOutPayload } from './sign-in-inputs.js';

@Resolver()
export class SignInResolver {
  @Mutation(() => SignInPayload, {
    description:
      'Opens a session. Wrong address or password: SIGN_IN_REFUSED; too many of them: TOO_MANY_REQUESTS.',
    complexity: 1_000,
  })
  async signIn(
    @Arg('input', () => SignInInput, { description: 'Who signs in.' }) input: SignInInput,
    @Ctx() context: ApiContext,
  ): Promise<SignInPayload> {
    const { services, address, userAgent, device, sessionCookie } = context;
    const { email, password, passkey = null } = input;
    const request = { email, password, passkey, address, userAgent, device };
    try {
      const { token, expiresAt, user, ...signedIn } = await services.signIn.signIn(context, request);
      sessionCookie?.set(token, expiresAt);
      if (signedIn.device !== undefined) device?.set(signedIn.device);
      return { token, expiresAt, user };
    } catch (error) {
      const userErrors = userErrorsOf(error);
      if (!(error instanceof PasskeyNeeded) || userErrors === undefined) throw error;
      return { userErrors, passkeyOptions: error.options };
    }
  }

  @Mutation(() => SignOutPayload, { description: 'Ends this session at once, everywhere.' })
  async signOut(@Ctx() context: ApiContext): Promise<SignOutPayload> {
    await context.services.signIn.signOut(context, context.principal);
    context.sessionCookie?.clear();
    return {};
  }

  @Query(() => User, {
    nullable: true,
    description: 'Who is signed in; null for an API token, which is nobody.',
  })
  async me(@Ctx() { principal, loaders }: ApiContext): Promise<User | null> {
    const isSomebody = principal.kind === 'user' || principal.kind === 'authenticator';
    return isSomebody ? loaders.get(entityLoaders.User).load(principal.userId) : null;
  }
}
