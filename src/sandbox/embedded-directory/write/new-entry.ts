import type { Directory } from '../directory.js';
import type { AttributeType } from '../schema/attribute-type.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { accountControl, accountType, groupAccountType } from '../schema/account-control.js';
import { objectClasses } from '../schema/object-classes.js';
import type { ObjectClass } from '../schema/object-classes.js';
import { AttributeTable } from '../store/attribute-table.js';
import { Entry } from '../store/entry.js';
import type { RelativeName } from '../values/distinguished-name.js';
import { ascii } from '../values/octets.js';
import type { Octets } from '../values/octets.js';
import { NEVER } from '../values/time.js';

/** What makes up a new entry besides what the directory adds. */
export interface NewEntry {
  readonly objectClass: ObjectClass;
  readonly name: RelativeName;
  readonly guid: Octets;
  /** Last part of the security identifier, for accounts and groups. */
  readonly rid?: number;
  readonly attributes: ReadonlyMap<AttributeType, readonly Octets[]>;
  /** The name above the root of the domain. */
  readonly suffix?: Octets;
}

type Values = Map<AttributeType, readonly Octets[]>;
type Identity = Pick<Directory['identity'], 'categoryName' | 'sidOf'>;

const zero = [ascii('0')];
const usersRid = [ascii('513')];
const computersRid = [ascii('515')];
/** The defaults a controller gives an account: disabled, no password required. */
const NEW_ACCOUNT = accountControl.normal | accountControl.passwordNotRequired | accountControl.disabled;
const NEW_GROUP = ascii('-2147483646');

/** Puts an entry together with every attribute the directory itself gives it. It is not yet in the tree. */
export function makeEntry(identity: Identity, made: NewEntry): Entry {
  const values: Values = new Map<AttributeType, readonly Octets[]>([
    [attributeTypes.objectClass, made.objectClass.chain],
    [attributeTypes.objectCategory, [identity.categoryName(made.objectClass)]],
    [attributeTypes.objectGUID, [made.guid]],
    [attributeTypes.instanceType, [ascii('4')]],
    [attributeTypes.whenCreated, zero],
    [attributeTypes.whenChanged, zero],
    [attributeTypes.uSNCreated, zero],
    [attributeTypes.uSNChanged, zero],
  ]);
  if (made.rid !== undefined) values.set(attributeTypes.objectSid, [identity.sidOf(made.rid)]);
  if (made.objectClass.account) addAccountDefaults(values, made.objectClass);
  if (made.objectClass === objectClasses.group) values.set(attributeTypes.groupType, [NEW_GROUP]);
  for (const [type, list] of made.attributes) values.set(type, list);
  addAccountType(values, made.objectClass);
  return new Entry(made.name, new AttributeTable(values), made.suffix);
}

function addAccountDefaults(values: Values, objectClass: ObjectClass): void {
  const isMachine = objectClass.chain.includes(ascii('computer'));
  const bits = isMachine ? accountControl.workstationTrust | accountControl.disabled : NEW_ACCOUNT;
  values.set(attributeTypes.userAccountControl, [ascii(String(bits))]);
  values.set(attributeTypes.primaryGroupID, isMachine ? computersRid : usersRid);
  values.set(attributeTypes.accountExpires, [NEVER]);
  for (const type of [
    attributeTypes.pwdLastSet,
    attributeTypes.badPwdCount,
    attributeTypes.badPasswordTime,
    attributeTypes.lastLogon,
    attributeTypes.lastLogoff,
    attributeTypes.logonCount,
    attributeTypes.codePage,
    attributeTypes.countryCode,
  ])
    values.set(type, zero);
}

function addAccountType(values: Values, objectClass: ObjectClass): void {
  const number = (type: AttributeType): number => Number(values.get(type)?.[0] ?? 0);
  if (objectClass.account)
    values.set(attributeTypes.sAMAccountType, [accountType(number(attributeTypes.userAccountControl))]);
  if (objectClass === objectClasses.group)
    values.set(attributeTypes.sAMAccountType, [groupAccountType(number(attributeTypes.groupType))]);
}
