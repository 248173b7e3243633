import { Arg, Args, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { AppError } from '../../errors.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { AppSignInStatus } from '../../services/authenticators/app-sign-in.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { qrCode } from '../invitations/qr-code.js';
import { globalId } from '../relay/global-id.js';
import {
  AnswerAppSignInInput,
  AnswerAppSignInPayload,
  AppSignInEvent,
  AppSignInProgressArgs,
  AskAppSignInPayload,
  CompleteAppSignInInput,
  CompleteAppSignInPayload,
  WaitingSignInType,
} from './authenticator-inputs.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Signing a page in with an app that scans what it shows. */
@Resolver()
export class AppSignInResolver {
  @Mutation(() => AskAppSignInPayload, {
    description: 'A page asks to be signed in by an app that scans this QR code within two minutes.',
    complexity: 200,
  })
  async askAppSignIn(@Ctx() context: ApiContext): Promise<AskAppSignInPayload> {
    const { services, actor, address, userAgent, device } = context;
    const asked = await services.authenticators.askSignIn(actor, { address, userAgent, device });
    return { ...asked, qrCode: await qrCode(asked.uri) };
  }

  @Subscription(() => AppSignInEvent, {
    subscribe: ({ args, context }) => watch(args as AppSignInProgressArgs, context as ApiContext),
    description: 'What an app says to the page that asked, for that page alone; ends with the answer.',
  })
  appSignInProgress(
    @Root() { sequence, payload }: StreamedEvent,
    @Args(() => AppSignInProgressArgs) _args: AppSignInProgressArgs,
  ): AppSignInEvent {
    // Written by this program only.
    return { sequence, state: (payload as AppSignInStatus).state };
  }

  @Query(() => WaitingSignInType, {
    description: 'The page whose QR code an app has scanned: to be shown before its owner answers.',
  })
  async waitingSignIn(
    @Arg('requestId', () => String, { description: 'What the QR code named.' }) requestId: string,
    @Ctx() { services }: ApiContext,
  ): Promise<WaitingSignInType> {
    return services.authenticators.lookAtSignIn(known(requestId, ['requestId']));
  }

  @Mutation(() => AnswerAppSignInPayload, {
    description: 'An app says yes or no to a page, signed with its key.',
  })
  async answerAppSignIn(
    @Arg('input', () => AnswerAppSignInInput, { description: 'The answer.' }) input: AnswerAppSignInInput,
    @Ctx() { services, principal }: ApiContext,
  ): Promise<AnswerAppSignInPayload> {
    const { accept, signature } = input;
    const id = principal.kind === 'authenticator' ? principal.authenticatorId : '';
    const givenId = id === '' ? '' : globalId('Authenticator', id);
    await services.authenticators.answerSignIn(principal, {
      requestId: known(input.requestId, ['input', 'requestId']),
      givenId,
      accept,
      signature,
    });
    return { accepted: accept };
  }

  @Mutation(() => CompleteAppSignInPayload, {
    description: 'Gives the page its session, once, after an app has said yes.',
    complexity: 100,
  })
  async completeAppSignIn(
    @Arg('input', () => CompleteAppSignInInput, { description: 'The page.' }) input: CompleteAppSignInInput,
    @Ctx() { services, address, userAgent, device, sessionCookie, loaders }: ApiContext,
  ): Promise<CompleteAppSignInPayload> {
    const { secret } = input;
    const session = await services.authenticators.completeSignIn({ secret, address, userAgent, device });
    sessionCookie?.set(session.token, session.expiresAt);
    if (session.device !== undefined) device?.set(session.device);
    const user = await loaders.get(entityLoaders.User).load(session.userId);
    return { token: session.token, expiresAt: session.expiresAt, ...(user === null ? {} : { user }) };
  }
}

function known(requestId: string, path: readonly string[]): string {
  if (UUID.test(requestId)) return requestId;
  throw new AppError('BAD_INPUT', 'This is nothing that a QR code of ours names.', { path });
}

async function watch({ secret, after }: AppSignInProgressArgs, { services, signal, address }: ApiContext) {
  const events = await services.authenticators.watchSignIn({ secret, after, address });
  signal.addEventListener('abort', () => void events.return?.(), { once: true });
  return events;
}
