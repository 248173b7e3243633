import { Arg, Args, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { UnlockCredential } from '../../entities/unlock/unlock-credential.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { UnlockChallengeNews } from '../../services/unlock/ask-unlock.js';
import { ownCredentials } from '../../services/unlock/list-credentials.js';
import type { ApiContext } from '../context.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import { knownUuid } from './known-uuid.js';
import {
  AnswerUnlockInput,
  AnswerUnlockPayload,
  PairWorkstationInput,
  PairWorkstationPayload,
  RenewUnlockCredentialInput,
  RenewUnlockCredentialPayload,
  RevokeUnlockCredentialInput,
  RevokeUnlockCredentialPayload,
  UnlockChallenge,
  UnlockChallengesArgs,
  WaitingUnlockPairingType,
} from './unlock-inputs.js';

/** What an app does to unlock workstations, and what is done to what it may unlock. */
@Resolver()
export class UnlockAppResolver {
  @Query(() => WaitingUnlockPairingType, {
    description: 'The workstation whose QR code an app has scanned: to be shown before its owner says yes.',
  })
  async waitingUnlockPairing(
    @Arg('secret', () => String, { description: 'The secret of the QR code.' }) secret: string,
    @Ctx() { services, principal, address }: ApiContext,
  ): Promise<WaitingUnlockPairingType> {
    const { workstationId, ...shown } = await services.unlocks.lookAtPairing(principal, { secret, address });
    return { ...shown, workstationId: globalId('Workstation', workstationId) };
  }

  @Mutation(() => PairWorkstationPayload, {
    description:
      'Pairs the app with the workstation whose QR code it has scanned: it may unlock it for a year. The very same again is answered again and changes nothing.',
  })
  async pairWorkstation(
    @Arg('input', () => PairWorkstationInput, { description: 'The code, signed.' })
    { secret, signature }: PairWorkstationInput,
    @Ctx() { services, principal, address, em }: ApiContext,
  ): Promise<PairWorkstationPayload> {
    const id = await services.unlocks.pair(principal, { secret, signature, address });
    return { credential: await em.findOne(UnlockCredential, { id }) };
  }

  @Subscription(() => UnlockChallenge, {
    subscribe: ({ args, context }) => watch(args as UnlockChallengesArgs, context as ApiContext),
    description: 'What workstations ask this app, each question once and in order.',
  })
  unlockChallenges(
    @Root() { sequence, payload }: StreamedEvent,
    @Args(() => UnlockChallengesArgs) _args: UnlockChallengesArgs,
  ): UnlockChallenge {
    // Written by this program only.
    const { credentialId, workstationId, expiresAt, ...asked } = payload as UnlockChallengeNews;
    return {
      ...asked,
      sequence,
      credentialId: globalId('UnlockCredential', credentialId),
      workstationId: globalId('Workstation', workstationId),
      expiresAt: new Date(expiresAt),
    };
  }

  @Mutation(() => AnswerUnlockPayload, {
    description:
      'An app says yes or no to a workstation, signed with its key. The first answer counts, and a wrong number is one.',
  })
  async answerUnlock(
    @Arg('input', () => AnswerUnlockInput, { description: 'The answer.' })
    { unlockId, accept, number = null, signature }: AnswerUnlockInput,
    @Ctx() { services, principal, address }: ApiContext,
  ): Promise<AnswerUnlockPayload> {
    await services.unlocks.answer(principal, {
      unlockId: knownUuid(unlockId, ['input', 'unlockId']),
      accept,
      number,
      signature,
      address,
    });
    return { accepted: accept };
  }

  @Query(() => [UnlockCredential], {
    description:
      'What the apps of whoever asks may unlock, what this app may, or which apps may unlock this workstation: the newest first, at most 200, those that have ended among them.',
    complexity: 50,
  })
  async myUnlockCredentials(@Ctx() { em, principal }: ApiContext): Promise<readonly UnlockCredential[]> {
    return ownCredentials(em, principal);
  }

  @Mutation(() => RenewUnlockCredentialPayload, {
    description:
      'Makes a credential good for a year from now, signed by its app: at any time before it has ended.',
  })
  async renewUnlockCredential(
    @Arg('input', () => RenewUnlockCredentialInput, { description: 'Which one, signed.' })
    { credentialId, signature }: RenewUnlockCredentialInput,
    @Ctx() { services, principal, address, em }: ApiContext,
  ): Promise<RenewUnlockCredentialPayload> {
    const id = fromGlobalId('UnlockCredential', credentialId);
    await services.unlocks.renew(principal, { credentialId: id, signature, address });
    return { credential: await em.findOne(UnlockCredential, { id }) };
  }

  @Mutation(() => RevokeUnlockCredentialPayload, {
    description:
      'Revokes a credential at once: one’s own, or, for an administrator, anybody’s. Doing it again changes nothing.',
  })
  async revokeUnlockCredential(
    @Arg('input', () => RevokeUnlockCredentialInput, { description: 'Which one.' })
    { credentialId }: RevokeUnlockCredentialInput,
    @Ctx() { services, principal, em }: ApiContext,
  ): Promise<RevokeUnlockCredentialPayload> {
    const id = fromGlobalId('UnlockCredential', credentialId);
    await services.unlocks.revoke(principal, id);
    return { credential: await em.findOne(UnlockCredential, { id }) };
  }
}

function watch({ after = null }: UnlockChallengesArgs, { services, principal, signal }: ApiContext) {
  return services.unlocks.watchChallenges(principal, { after, signal });
}
