import { randomUUID } from 'node:crypto';
import { globalId } from '../api/relay/global-id.js';
import type { ApiClient } from '../sandbox/api-client.js';
import type { Workflows } from '../services/workflows.js';
import { addStoredDomain } from './stored-people.js';
import type { TestApi } from './start-api.js';

/** Workflows that never begin: what was requested stays requested. */
export const idleWorkflows: Workflows = {
  requestSync: async () => undefined,
  cancelSync: async () => undefined,
  deliverMail: async () => undefined,
  advanceChange: async () => undefined,
  rotate: async () => undefined,
};

/** A requested run that nobody begins, for subscriptions that stay open. Answers its global id. */
export async function addWaitingRun(api: TestApi, administrator: ApiClient): Promise<string> {
  const domain = await addStoredDomain(api.backend.pool, `${randomUUID()}.example`, {
    bindSecretSealed: Buffer.from('sealed'),
  });
  const { data } = await administrator.post<{ syncNow: { answers: { run: { id: string } }[] } }>(
    'mutation ($input: SyncNowInput!) { syncNow(input: $input) { answers { run { id } } } }',
    { input: { domainIds: [globalId('Domain', domain)] } },
  );
  const id = data?.syncNow.answers[0]?.run.id;
  if (id === undefined) throw new Error('the run was not requested');
  return id;
}
