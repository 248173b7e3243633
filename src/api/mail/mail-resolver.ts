import type { FilterQuery } from '@mikro-orm/core';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { Mail } from '../../entities/mail.js';
import type { ApiContext } from '../context.js';
import { entityLoaders } from '../entity-loaders.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import { MailConnection, MailDelivery, MailsArgs, RetryMailInput, RetryMailPayload } from './mail-inputs.js';

const cursorShape = z.tuple([cursorMoment, z.uuid()]);

@Resolver(() => Mail)
export class MailResolver {
  @Query(() => MailConnection, {
    description: 'Mails, the newest first. Delivered ones are kept for 90 days.',
  })
  async mails(
    @Args(() => MailsArgs) args: MailsArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof MailConnection>> {
    const wanted: FilterQuery<Mail> = args.states ? { state: { $in: args.states } } : {};
    const after = args.after ? olderThan(...decodeCursor(args.after, cursorShape)) : {};
    const rows = await em.find(
      Mail,
      { $and: [wanted, after] },
      { orderBy: { createdAt: 'desc', id: 'desc' }, limit: args.first + 1 },
    );
    return new MailConnection({
      rows,
      args,
      cursor: ({ createdAt, id }) => encodeCursor([createdAt.toISOString(), id]),
      count: () => em.count(Mail, wanted),
    });
  }

  @Query(() => MailDelivery, { description: 'Whether mails leave, and what has not left.' })
  async mailDelivery(@Ctx() { services }: ApiContext): Promise<MailDelivery> {
    return { isConfigured: services.mail.isConfigured, ...(await services.mail.backlog()) };
  }

  @Mutation(() => RetryMailPayload, { description: 'Sends a refused mail once more.' })
  async retryMail(
    @Arg('input', () => RetryMailInput, { description: 'Which mail.' }) input: RetryMailInput,
    @Ctx() context: ApiContext,
  ): Promise<RetryMailPayload> {
    const id = fromGlobalId('Mail', input.id);
    await context.services.mail.retry(context, id);
    return { mail: await context.loaders.get(entityLoaders.Mail).load(id) };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What it says above its text; null when a newer version recorded it.',
  })
  subject(@Root() mail: Mail, @Ctx() { services }: ApiContext): string | null {
    return services.mail.subjectOf(mail);
  }
}

function olderThan(createdAt: Date, id: string): FilterQuery<Mail> {
  return { $or: [{ createdAt: { $lt: createdAt } }, { createdAt, id: { $lt: id } }] };
}
