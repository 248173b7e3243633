import { bindSecret } from '../../domain/active-directory/bind-account.js';
import type {
  CertificateReader,
  DomainSettings,
  DomainSettingsInput,
} from '../../domain/settings/domain-settings.js';
import { both, inField, type Reading } from '../../domain/settings/input-fault.js';
import { valueOrThrow } from '../app-errors.js';
import { readCaCertificates } from './ca-certificates.js';

/** Settings as they were typed, and the secret, which is no setting: it is sealed and never read back. */
export interface DomainInput extends DomainSettingsInput {
  /** Absent: unchanged. Null: removed, and the domain is not synchronised any more. */
  readonly bindSecret?: string | null | undefined;
}

export interface ReadInput<Settings> {
  readonly settings: Settings;
  readonly bindSecret: string | null | undefined;
}

/** What was typed in normal form. Throws every fault together. `read` says whether all settings are needed. */
export function readDomainInput<Settings extends Partial<DomainSettings>>(
  input: DomainInput,
  read: (input: DomainSettingsInput, certificates: CertificateReader) => Reading<Settings>,
): ReadInput<Settings> {
  const now = new Date();
  const settings = read(input, (texts) => readCaCertificates(texts, now));
  const secret = inField('bindSecret', readSecret(input.bindSecret));
  const [normal, secretText] = valueOrThrow(both(settings, secret));
  return { settings: normal, bindSecret: secretText };
}

function readSecret(value: string | null | undefined): Reading<string | null | undefined> {
  return value === undefined || value === null ? { value } : bindSecret(value);
}
