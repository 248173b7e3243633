import type { ObjectGuid } from '../../../domain/identifiers.js';
import { readPasswordDomain } from '../../password-changes/policy/account-facts.js';
import { Conversation } from '../../password-changes/turns/open-session.js';
import { storedAge } from '../../password-changes/policy/password-age.js';
import type { RotationParts } from '../rotation-parts.js';

/** Another clock than before by less than this is no other clock. */
const CLOCK_TOLERANCE_MS = 1_000;

/**
 * Looks up what decides when passwords of a domain are due besides its settings: the greatest age by its policy, and what the
 * controller's clock says. Whoever is asked about is any of its managed accounts. Does nothing where there is none.
 *
 * @throws AppError what keeps it from being asked; what was known before still counts then
 */
export async function lookAtDomain(
  { pool, changing }: Pick<RotationParts, 'pool' | 'changing'>,
  domainId: string,
): Promise<void> {
  const domain = await readPasswordDomain(pool, domainId);
  const { rows } = await pool.query<{ guid: ObjectGuid }>(
    `select object_guid as guid from domain_account
     where domain_id = $1 and password_holder = 'MANAGED' and closed_at is null and max_password_age_ms is null
     order by random() limit 1`,
    [domainId],
  );
  if (domain === undefined || rows[0] === undefined) return;
  const { guid } = rows[0];
  const conversation = new Conversation(changing, domain);
  try {
    const session = await conversation.any();
    const account = await session.readAccount(guid);
    const now = Date.now();
    if (account === undefined) return;
    const policy = await session.readPolicy(guid);
    const age = policy.source === 'DOMAIN' ? storedAge(policy.maxAge) : null;
    await pool.query(
      `update domain set max_password_age_ms = coalesce($2, max_password_age_ms), controller_ahead_ms = $3
       where id = $1 and (max_password_age_ms is distinct from coalesce($2, max_password_age_ms)
         or abs(controller_ahead_ms - $3) > ${CLOCK_TOLERANCE_MS})`,
      [domainId, age, account.controllerTime.getTime() - now],
    );
  } finally {
    await conversation.close();
  }
}
