import { Arg, Args, Ctx, Mutation, Resolver, Root, Subscription } from 'type-graphql';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { UnlockNews } from '../../services/unlock/ask-unlock.js';
import type { PairingNews } from '../../services/unlock/pair-workstation.js';
import type { ApiContext } from '../context.js';
import { qrCode } from '../invitations/qr-code.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import {
  AskUnlockInput,
  AskUnlockPayload,
  OfferUnlockPairingPayload,
  UnlockEvent,
  UnlockPairingEvent,
  UnlockPairingProgressArgs,
  UnlockProgressArgs,
} from './unlock-inputs.js';
import { knownUuid } from './known-uuid.js';

/** What a workstation does to be unlocked by an app. */
@Resolver()
export class UnlockWorkstationResolver {
  @Mutation(() => OfferUnlockPairingPayload, {
    description:
      'A QR code with which one app can be paired with this workstation within five minutes. An earlier one that was not used is good no longer.',
    complexity: 100,
  })
  async offerUnlockPairing(@Ctx() { services, principal }: ApiContext): Promise<OfferUnlockPairingPayload> {
    const offered = await services.unlocks.offerPairing(principal);
    return { ...offered, qrCode: await qrCode(offered.uri) };
  }

  @Subscription(() => UnlockPairingEvent, {
    subscribe: ({ args, context }) => watchPairing(args as UnlockPairingProgressArgs, context as ApiContext),
    description: 'What becomes of a code, for the workstation that shows it; ends with it.',
  })
  unlockPairingProgress(
    @Root() { sequence, payload }: StreamedEvent,
    @Args(() => UnlockPairingProgressArgs) _args: UnlockPairingProgressArgs,
  ): UnlockPairingEvent {
    // Written by this program only.
    const {
      state,
      credentialId,
      authenticatorId,
      ownerName = null,
      publicKey = null,
    } = payload as PairingNews;
    return {
      sequence,
      state,
      credentialId: credentialId === undefined ? null : globalId('UnlockCredential', credentialId),
      authenticatorId: authenticatorId === undefined ? null : globalId('Authenticator', authenticatorId),
      ownerName,
      publicKey,
    };
  }

  @Mutation(() => AskUnlockPayload, {
    description:
      'Asks an app that was paired with this workstation whether it may unlock. A new question takes the place of one that waits.',
  })
  async askUnlock(
    @Arg('input', () => AskUnlockInput, { description: 'Which app.' })
    { credentialId, nonce }: AskUnlockInput,
    @Ctx() { services, principal }: ApiContext,
  ): Promise<AskUnlockPayload> {
    return {
      ...(await services.unlocks.ask(principal, {
        credentialId: fromGlobalId('UnlockCredential', credentialId),
        nonce,
      })),
    };
  }

  @Subscription(() => UnlockEvent, {
    subscribe: ({ args, context }) => watchUnlock(args as UnlockProgressArgs, context as ApiContext),
    description:
      'What an app says to the workstation that asked; ends with the answer, or when its time is over.',
  })
  unlockProgress(
    @Root() { sequence, payload }: StreamedEvent,
    @Args(() => UnlockProgressArgs) _args: UnlockProgressArgs,
  ): UnlockEvent {
    // Written by this program only.
    const { state, code = null, signature = null } = payload as UnlockNews;
    return { sequence, state, code, signature };
  }
}

function watchPairing(
  { pairingId, after }: UnlockPairingProgressArgs,
  { services, principal, signal }: ApiContext,
) {
  return services.unlocks.watchPairing(principal, {
    pairingId: knownUuid(pairingId, ['pairingId']),
    after,
    signal,
  });
}

function watchUnlock({ unlockId, after }: UnlockProgressArgs, { services, principal, signal }: ApiContext) {
  return services.unlocks.watchUnlock(principal, {
    unlockId: knownUuid(unlockId, ['unlockId']),
    after,
    signal,
  });
}
