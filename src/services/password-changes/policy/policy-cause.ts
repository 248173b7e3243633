import type { PasswordAccount } from '../../../directory/password-directory.js';
import {
  policyRefusalCause,
  type PolicyRefusalCause,
  type RefusedPassword,
} from '../../../domain/password/check-password.js';
import type { PasswordPolicy } from '../../../domain/password/password-policy.js';
import { readCopy } from '../copies/copies.js';
import type { StoredChange } from '../rows/stored-change.js';
import type { Run } from '../turns/run.js';

const CAUSES: { readonly [Cause in PolicyRefusalCause]: string } = {
  TOO_SHORT: 'it asks for longer passwords',
  NOT_COMPLEX: 'it asks for other kinds of characters',
  CONTAINS_NAME: 'it takes none that holds a part of the person’s name',
  TOO_YOUNG: 'the password was changed too lately',
  USED_BEFORE: 'it remembers the password',
};

export interface RefusedByPolicy extends Pick<RefusedPassword, 'write'> {
  readonly account: PasswordAccount;
  readonly policy: PasswordPolicy;
}

/** One code stands for four causes; which it was is worked out from what can be read. A sentence. */
export async function policyCause(
  run: Run,
  change: StoredChange,
  { account, policy, write }: RefusedByPolicy,
): Promise<string> {
  const candidate = await readCopy(run.turn.sql, run.parts.copies, change.id);
  const cause =
    candidate === undefined
      ? undefined
      : policyRefusalCause({
          policy,
          names: account.names,
          candidate,
          write,
          passwordLastSet: account.passwordLastSet?.at ?? null,
          now: account.controllerTime,
        });
  return cause === undefined
    ? 'Nothing that can be read of the policy explains it: look for a password filter, or for a policy that is hidden from the bind account.'
    : `By the policy that can be read, ${CAUSES[cause]}.`;
}
