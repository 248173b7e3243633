import { Domain } from '../../entities/domain.js';
import type { ApiContext } from '../context.js';

/** As it is in the database: an earlier mutation of the same request may have left an older one in memory. */
export async function domainNow({ em }: ApiContext, id: string): Promise<Domain> {
  return em.findOneOrFail(Domain, { id }, { refresh: true });
}
