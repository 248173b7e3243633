import { isDeepStrictEqual } from 'node:util';
import { withTransaction } from '../../database.js';
import {
  CONNECTION_SETTINGS,
  DOMAIN_SETTINGS,
  readDomainChanges,
  together,
  type DomainSettings,
} from '../../domain/settings/domain-settings.js';
import { AppError } from '../../errors.js';
import { valueOrThrow } from '../app-errors.js';
import { auditRefusals } from '../audit/audit-refusals.js';
import { insertAudit, type Actor } from '../audit/record-audit.js';
import { updateRow, type RowValues } from '../rows.js';
import { followSchedule } from '../schedules/apply-schedule.js';
import { reprofileDomain } from '../sync/reprofile-employees.js';
import { readDomainInput, type DomainInput, type ReadInput } from './domain-input.js';
import type { DomainResources } from './domain-resources.js';
import { assertSignIn, targetOf } from './sign-in-check.js';
import { lockDomain, readDomain, type StoredDomain } from './stored-domain.js';

type Changes = ReadInput<Partial<DomainSettings>>;

/**
 * Changes a domain's settings: what is absent stays. What merged profiles follow from takes effect on all of them at once: both are
 * one transaction, so that no crash leaves profiles that do not follow from the settings. When two changes meet, the
 * later one wins field by field.
 *
 * @throws AppErrors with every fault; AppError NOT_FOUND, ALREADY_EXISTS, BIND_SECRET_MISSING, the code of a failed check,
 *   RUN_IN_PROGRESS when profiles would have to be merged anew while a run is planning or applying
 */
export async function updateDomain(
  resources: DomainResources,
  actor: Actor,
  id: string,
  input: DomainInput,
): Promise<void> {
  const { pool } = resources;
  const entry = { action: 'domain.update', targetType: 'Domain', targetId: id };
  const changed = await auditRefusals(pool, actor, entry, async () => {
    const changes = readDomainInput(input, readDomainChanges);
    await assertReachable(resources, await readDomain(pool, id), changes);
    return withTransaction(pool, async (sql) => {
      const before = await lockDomain(sql, id);
      const fields = changedFields(before, changes);
      valueOrThrow(together({ ...before, ...changes.settings }));
      await updateRow(sql, 'domain', id, rowToWrite(resources, before, changes, fields));
      if (MERGE_SETTINGS.some((name) => fields.includes(name))) await reprofileDomain(sql, id);
      await insertAudit(sql, actor, { ...entry, details: { fields } });
      return fields;
    });
  });
  if (SCHEDULE_FIELDS.some((name) => changed.includes(name))) await followSchedule(resources, id);
}

/** Asks the directory, outside of the transaction, when what is needed to get in changes. */
async function assertReachable(
  { directory, bindSecrets }: DomainResources,
  before: StoredDomain,
  changes: Changes,
): Promise<void> {
  const asksAnew = changedFields(before, changes).some((name) => SIGN_IN_FIELDS.includes(name));
  if (!asksAnew || changes.bindSecret === null) return;
  const settings = { ...before, ...changes.settings };
  valueOrThrow(together(settings));
  if (changes.bindSecret !== undefined) {
    await assertSignIn(directory, targetOf(settings, changes.bindSecret));
  } else if (before.bindSecretSealed !== null) {
    assertKnownAddresses(before, settings);
    await assertSignIn(directory, targetOf(settings, bindSecrets.open(before.bindSecretSealed, before.id)));
  }
}

const SIGN_IN_FIELDS: readonly string[] = [...CONNECTION_SETTINGS, 'bindSecret'];

/** What the schedule follows from. */
const SCHEDULE_FIELDS: readonly string[] = ['syncIntervalMinutes', 'bindSecret'];

/** What merged profiles follow from, besides the values themselves. */
const MERGE_SETTINGS = ['priority', 'mailSuffixes'] as const satisfies readonly (keyof DomainSettings)[];

/**
 * A stored secret is write-only: nobody gets hold of it by pointing the domain at a machine of their own. Where DNS
 * says which controllers there are, the domain's name and the authorities it trusts are what the secret was given for.
 */
function assertKnownAddresses(before: DomainSettings, after: DomainSettings): void {
  const strange = strangeAddresses(before, after);
  if (strange.length === 0) return;
  throw new AppError(
    'BIND_SECRET_MISSING',
    `The stored bind secret is never sent to an address it was not given for (${strange.join(', ')}). Give the bind secret again in the same call.`,
    { path: ['input', 'bindSecret'] },
  );
}

function strangeAddresses(before: DomainSettings, after: DomainSettings): readonly string[] {
  if (after.controllers.length > 0) {
    return after.controllers.filter((address) => !before.controllers.includes(address));
  }
  const isSameSearch =
    before.controllers.length === 0 &&
    after.dnsName === before.dnsName &&
    after.caCertificates.every((certificate) => before.caCertificates.includes(certificate));
  return isSameSearch ? [] : [`whatever DNS names for ${after.dnsName}, with these CA certificates`];
}

/** Names of what differs from what is stored. A secret given again counts as changed: only its sealed form is known. */
function changedFields(before: StoredDomain, { settings, bindSecret }: Changes): string[] {
  const fields: string[] = DOMAIN_SETTINGS.filter(
    (field) => settings[field] !== undefined && !isDeepStrictEqual(settings[field], before[field]),
  );
  const secretChanges = bindSecret !== undefined && (bindSecret !== null || before.bindSecretSealed !== null);
  return secretChanges ? [...fields, 'bindSecret'] : fields;
}

function rowToWrite(
  { bindSecrets }: DomainResources,
  before: StoredDomain,
  { settings, bindSecret }: Changes,
  fields: readonly string[],
): RowValues {
  const changed = (name: string): boolean => fields.includes(name);
  return {
    ...Object.fromEntries(Object.entries(settings).filter(([name]) => changed(name))),
    ...(changed('bindSecret') && {
      bindSecretSealed: bindSecret ? bindSecrets.seal(bindSecret, before.id) : null,
    }),
    // Another group, and another account: what was pinned belonged to the old ones. The next run pins anew.
    ...(changed('syncGroupName') && { syncGroupGuid: null }),
    ...(changed('passwordGroupName') && { passwordGroupGuid: null }),
    ...(changed('bindAccount') && { bindAccountGuid: null }),
  };
}
