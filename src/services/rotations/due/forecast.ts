import type { Sql } from '../../../database.js';
import {
  judge,
  readRotationAccounts,
  type AccountPlace,
  type Judgement,
  type RotationAccount,
} from './rotation-accounts.js';

/** When the password of an account is changed by itself, or why it is not. */
export type Forecast = Omit<Judgement, 'isWanted'> &
  Pick<RotationAccount, 'id' | 'passwordLastSet' | 'changeId'>;

/** One page of the accounts of a domain that rotation is about, the oldest passwords first. */
export async function forecast(
  sql: Sql,
  domainId: string,
  { after, limit }: { readonly after: AccountPlace | undefined; readonly limit: number },
): Promise<Forecast[]> {
  const now = new Date();
  const accounts = await readRotationAccounts(sql, { domainId, limit, oldestFirst: { after } });
  return accounts.map((account) => {
    const { isWanted: _, ...judgement } = judge(account, now);
    const { id, passwordLastSet, changeId } = account;
    return { ...judgement, id, passwordLastSet, changeId };
  });
}
