import { Arg, Args, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { TaskEvent } from '../../services/key-tasks/delivery/watch-tasks.js';
import type { ApiContext } from '../context.js';
import { fromGlobalId, globalId } from '../relay/global-id.js';
import { userErrorsOf } from '../user-error.js';
import {
  AcknowledgeKeyTaskInput,
  AcknowledgeKeyTaskPayload,
  ActivateKeyInput,
  ActivateKeyPayload,
  KeyChallenge,
  PasswordOnKey,
  ReportKeyStatusInput,
  ReportKeyStatusPayload,
  WorkstationTaskEvent,
  WorkstationTasksArgs,
} from './key-task-inputs.js';

/** What a workstation carries between the keys that are connected to it and us. */
@Resolver()
export class KeyTaskResolver {
  @Query(() => KeyChallenge, {
    description: 'A nonce for a key to sign. It is good for a minute, once, for this key.',
  })
  keyChallenge(
    @Arg('keySerial', () => String, { description: 'Serial of the key.' }) keySerial: string,
    @Ctx() { services, principal }: ApiContext,
  ): KeyChallenge {
    return services.keyTasks.challenge(principal, keySerial);
  }

  @Query(() => PasswordOnKey, {
    description: 'Which of the passwords on a key the directory has, for a log-on that it refused.',
  })
  passwordOnKey(
    @Arg('keySerial', () => String, { description: 'Serial of the key.' }) keySerial: string,
    @Arg('accountId', () => ID, { description: 'The account somebody logs on to.' }) accountId: string,
    @Ctx() { services, principal }: ApiContext,
  ): Promise<PasswordOnKey> {
    const asked = { keySerial, accountId: fromGlobalId('DomainAccount', accountId) };
    return services.keyTasks.passwordOnKey(principal, asked);
  }

  @Mutation(() => ActivateKeyPayload, {
    description:
      'Activates a key with the code its owner was given. Only attempts that the key has signed are counted: three in all.',
  })
  async activateKey(
    @Arg('input', () => ActivateKeyInput, { description: 'The code, and the key’s signature.' })
    input: ActivateKeyInput,
    @Ctx() { services, actor, principal }: ApiContext,
  ): Promise<ActivateKeyPayload> {
    const answer = await services.keyTasks.activate(actor, principal, input);
    if (answer.outcome === 'REFUSED') {
      const userErrors = userErrorsOf(answer.refusal) ?? [];
      return { activated: false, passwordChangeIds: [], attemptsLeft: answer.attemptsLeft, userErrors };
    }
    const passwordChangeIds = answer.changeIds.map((id) => globalId('PasswordChange', id));
    return { activated: true, passwordChangeIds, attemptsLeft: null };
  }

  @Mutation(() => AcknowledgeKeyTaskPayload, {
    description:
      'Brings what a key has answered to an envelope. The key has signed it, so it does not matter which workstation brings it, or how often.',
  })
  async acknowledgeKeyTask(
    @Arg('input', () => AcknowledgeKeyTaskInput, { description: 'The answer of the key.' })
    input: AcknowledgeKeyTaskInput,
    @Ctx() { services, actor, principal }: ApiContext,
  ): Promise<AcknowledgeKeyTaskPayload> {
    const { taken, refusal } = await services.keyTasks.acknowledge(actor, principal, {
      ...input,
      taskId: fromGlobalId('KeyTask', input.taskId),
    });
    return { taken, userErrors: (refusal && userErrorsOf(refusal)) ?? [] };
  }

  @Mutation(() => ReportKeyStatusPayload, {
    description:
      'Brings what a key says of itself: that its PIN is locked, that it was wiped, whom it obeys. Signed by the key.',
  })
  async reportKeyStatus(
    @Arg('input', () => ReportKeyStatusInput, { description: 'The status, signed.' })
    { batteryPercent = null, ...input }: ReportKeyStatusInput,
    @Ctx() { services, actor, principal }: ApiContext,
  ): Promise<ReportKeyStatusPayload> {
    const given = { ...input, batteryPercent };
    return { status: await services.keyTasks.reportStatus(actor, principal, given) };
  }

  @Subscription(() => WorkstationTaskEvent, {
    subscribe: ({ args, context }) => watch(args as WorkstationTasksArgs, context as ApiContext),
    description:
      'What the keys that are connected to this workstation are to be told, one envelope of a key at a time: the next one when it has acknowledged the last. `workstationStatus` has to be open, and to say which keys are connected. When it ends, open it again.',
  })
  workstationTasks(
    @Root() { taskId, envelope, sequence, at, keySerial, kind }: TaskEvent,
    @Args(() => WorkstationTasksArgs) _args: WorkstationTasksArgs,
  ): WorkstationTaskEvent {
    const bytes = envelope.toString('base64');
    return { sequence, at, keySerial, kind, taskId: globalId('KeyTask', taskId), envelope: bytes };
  }
}

function watch({ after }: WorkstationTasksArgs, { services, principal, signal }: ApiContext) {
  return services.keyTasks.watch(principal, { after, signal });
}
