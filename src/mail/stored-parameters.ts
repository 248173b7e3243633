import { PasswordChangeKind } from '../domain/states.js';
import type { MailParameters, MailTemplate } from './mail-templates.js';

type Guard<Value> = (value: unknown) => value is Value;
type Shape<Parameters> = { readonly [Name in keyof Parameters]: Guard<Parameters[Name]> };

const isText: Guard<string> = (value) => typeof value === 'string';
const isCount: Guard<number> = (value): value is number => Number.isSafeInteger(value);
const isTextOrNull: Guard<string | null> = (value) => value === null || isText(value);
const isChangeKind: Guard<PasswordChangeKind> = (value): value is PasswordChangeKind =>
  isText(value) && Object.hasOwn(PasswordChangeKind, value);
const listOf =
  <Value>(isOne: Guard<Value>): Guard<readonly Value[]> =>
  (value): value is readonly Value[] =>
    Array.isArray(value) && value.every(isOne);
const objectOf =
  <Value extends object>(shape: Shape<Value>): Guard<Value> =>
  (value): value is Value =>
    typeof value === 'object' && value !== null && hasShape(new Map(Object.entries(value)), shape);

function hasShape<Value>(values: ReadonlyMap<string, unknown>, shape: Shape<Value>): boolean {
  return Object.entries<(value: unknown) => boolean>(shape).every(([name, isOne]) => isOne(values.get(name)));
}

const shapes: { readonly [Template in MailTemplate]: Guard<MailParameters[Template]> } = {
  'activation-code': objectOf({ activationId: isText, serial: isText, expiresAt: isText }),
  'key-not-connected': objectOf({
    domainName: isText,
    accountName: isTextOrNull,
    serial: isTextOrNull,
    expiresAt: isTextOrNull,
  }),
  'keys-not-connected': objectOf({
    domainName: isText,
    people: isCount,
    accountNames: listOf(isText),
    expiresAt: isTextOrNull,
  }),
  'password-changed': objectOf({
    kind: isChangeKind,
    domainName: isText,
    accountName: isTextOrNull,
    serial: isTextOrNull,
    at: isText,
  }),
  invitation: objectOf({ invitationId: isText, name: isText, invitedBy: isText, expiresAt: isText }),
  'removals-held': objectOf({
    domainName: isText,
    runId: isText,
    planHash: isText,
    removals: isCount,
    disablings: isCount,
    fields: listOf(objectOf({ field: isText, people: isCount })),
    reasons: listOf(isText),
    names: listOf(isText),
    people: isCount,
    expiresAt: isText,
  }),
  'passwords-paused': objectOf({ domainName: isText, accountName: isTextOrNull, reason: isText }),
  'rotation-stopped': objectOf({ domainName: isText, reason: isText }),
  'sync-failed': objectOf({
    domainName: isText,
    runId: isText,
    code: isText,
    message: isText,
    failures: isCount,
    since: isText,
  }),
};

/** True for the name of a template this version knows. */
export function isTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(shapes, name);
}

/** True when what was stored, by this version or an older one, is what the template needs. */
export function fits<Template extends MailTemplate>(
  template: Template,
  stored: unknown,
): stored is MailParameters[Template] {
  return shapes[template](stored);
}
