import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ApiContext } from '../context.js';
import { fromGlobalId } from '../relay/global-id.js';
import {
  CreateDomainInput,
  DeleteDomainInput,
  RepinGroupInput,
  TestDomainInput,
  UpdateDomainInput,
} from './domain-inputs.js';
import { domainNow } from './domain-now.js';
import {
  CreateDomainPayload,
  DeleteDomainPayload,
  RepinGroupPayload,
  TestDomainPayload,
  UpdateDomainPayload,
} from './domain-payloads.js';

/** Changing domains. What is refused, and why, stands at the services. */
@Resolver()
export class DomainMutations {
  @Mutation(() => CreateDomainPayload, {
    description: 'Adds a domain. With a bind secret the directory is asked first whether it lets us in.',
  })
  async createDomain(
    @Arg('input', () => CreateDomainInput, { validate: false, description: 'The domain.' })
    input: CreateDomainInput,
    @Ctx() context: ApiContext,
  ): Promise<CreateDomainPayload> {
    const id = await context.services.domains.create(context.actor, input);
    return { domain: await domainNow(context, id) };
  }

  @Mutation(() => UpdateDomainPayload, {
    description:
      'Changes a domain. When the way in changes, the directory is asked first whether it lets us in.',
  })
  async updateDomain(
    @Arg('input', () => UpdateDomainInput, { validate: false, description: 'What to change.' })
    input: UpdateDomainInput,
    @Ctx() context: ApiContext,
  ): Promise<UpdateDomainPayload> {
    const id = fromGlobalId('Domain', input.id);
    await context.services.domains.update(context.actor, id, input);
    return { domain: await domainNow(context, id) };
  }

  @Mutation(() => DeleteDomainPayload, {
    description:
      'Deletes a domain, its accounts and the history of its runs. Look at deletionPreview before.',
  })
  async deleteDomain(
    @Arg('input', () => DeleteDomainInput, { validate: false, description: 'Which domain.' })
    input: DeleteDomainInput,
    @Ctx() { actor, services }: ApiContext,
  ): Promise<DeleteDomainPayload> {
    const id = fromGlobalId('Domain', input.id);
    const { closedAccounts, affectedEmployees } = await services.domains.delete(
      actor,
      id,
      input.confirmDnsName,
    );
    return { deletedDomainId: input.id, closedAccounts, affectedEmployees };
  }

  @Mutation(() => TestDomainPayload, {
    description: 'Looks at the directory of a saved domain, check by check, and writes nothing there.',
  })
  async testDomain(
    @Arg('input', () => TestDomainInput, { validate: false, description: 'Which domain.' })
    input: TestDomainInput,
    @Ctx() context: ApiContext,
  ): Promise<TestDomainPayload> {
    const id = fromGlobalId('Domain', input.domainId);
    const checks = await context.services.domains.test(context.actor, id);
    return { checks, domain: await domainNow(context, id) };
  }

  @Mutation(() => RepinGroupPayload, {
    description:
      'Lets go of a group that was deleted and made again: the next run finds it by name and pins the new one.',
  })
  async repinGroup(
    @Arg('input', () => RepinGroupInput, { validate: false, description: 'Which group.' })
    input: RepinGroupInput,
    @Ctx() context: ApiContext,
  ): Promise<RepinGroupPayload> {
    const id = fromGlobalId('Domain', input.domainId);
    await context.services.domains.repinGroup(context.actor, id, input.group);
    return { domain: await domainNow(context, id) };
  }
}
