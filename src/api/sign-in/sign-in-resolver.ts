import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { User } from '../../entities/user.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
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
    const { services, address, userAgent, sessionCookie } = context;
    const { email, password } = input;
    const { token, session, user } = await services.signIn.signIn(context, {
      email,
      password,
      address,
      userAgent,
    });
    sessionCookie?.set(token, session.expiresAt);
    return { token, expiresAt: session.expiresAt, user };
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
