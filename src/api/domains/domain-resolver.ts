import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { z } from 'zod';
import { Domain } from '../../entities/domain.js';
import { describeCertificate } from '../../services/domains/ca-certificates.js';
import { previewDeletion } from '../../services/domains/deletion-preview.js';
import type { ListedDomain } from '../../services/domains/list-domains.js';
import type { ApiContext } from '../context.js';
import { ConnectionArgs } from '../relay/connection.js';
import { cursorMoment, decodeCursor, encodeCursor } from '../relay/cursor.js';
import { fromGlobalId } from '../relay/global-id.js';
import { DomainReadiness } from './domain-enums.js';
import { DomainConnection } from './domain-payloads.js';
import { CaCertificate, DomainDeletionPreview } from './domain-types.js';

const cursorShape = z.tuple([z.int(), cursorMoment, z.uuid()]);

/** Reading domains, and the fields that are not simply columns. */
@Resolver(() => Domain)
export class DomainResolver {
  @Query(() => DomainConnection, { description: 'All domains, the highest priority first.' })
  async domains(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { em }: ApiContext,
  ): Promise<InstanceType<typeof DomainConnection>> {
    const rows = await em.find(Domain, args.after ? behind(args.after) : {}, {
      orderBy: { priority: 'desc', createdAt: 'asc', id: 'asc' },
      limit: args.first + 1,
    });
    return new DomainConnection({
      rows,
      args,
      cursor: ({ priority, createdAt, id }) => encodeCursor([priority, createdAt.toISOString(), id]),
      count: () => em.count(Domain),
    });
  }

  @Query(() => Domain, { nullable: true, description: 'One domain; null when there is none with this id.' })
  async domain(
    @Arg('id', () => ID, { description: 'Id of the domain.' }) id: string,
    @Ctx() { em }: ApiContext,
  ): Promise<Domain | null> {
    return em.findOne(Domain, { id: fromGlobalId('Domain', id) });
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether a bind secret is stored. The secret itself can never be read.',
  })
  hasBindSecret(@Root() domain: ListedDomain): boolean {
    return domain.bindSecretSealed !== null;
  }

  @FieldResolver(() => DomainReadiness, { description: 'Whether the domain can be synchronised.' })
  readiness(@Root() domain: ListedDomain): DomainReadiness {
    return domain.bindSecretSealed === null ? 'NEEDS_BIND_SECRET' : 'READY';
  }

  @FieldResolver(() => [CaCertificate], {
    description: 'Certificate authorities to trust, and no others; none: those the operating system trusts.',
  })
  caCertificates(@Root() domain: ListedDomain): CaCertificate[] {
    return domain.caCertificates.map(describeCertificate);
  }

  @FieldResolver(() => DomainDeletionPreview, {
    description: 'What deleting the domain would do. Costs a count.',
  })
  async deletionPreview(
    @Root() domain: ListedDomain,
    @Ctx() { pool }: ApiContext,
  ): Promise<DomainDeletionPreview> {
    return previewDeletion(pool, domain);
  }
}

function behind(cursor: string) {
  const [priority, createdAt, id] = decodeCursor(cursor, cursorShape);
  return {
    $or: [
      { priority: { $lt: priority } },
      { priority, createdAt: { $gt: createdAt } },
      { priority, createdAt, id: { $gt: id } },
    ],
  };
}
