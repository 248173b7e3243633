import type { Entry } from './store/entry.js';
import { textOfOctets } from './values/octets.js';
import type { Octets } from './values/octets.js';
import { LdapFailure } from './wire/ldap-failure.js';
import { resultCode } from './wire/result-code.js';

/** A bind that failed. `data` is the code a client tells the causes apart by, for example `52e` or `533`. */
export function invalidCredentials(data: string): LdapFailure {
  return new LdapFailure(
    resultCode.invalidCredentials,
    `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${data}, v4563`,
  );
}

export function bindRequired(): LdapFailure {
  return new LdapFailure(
    resultCode.operationsError,
    '000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this operation a successful bind must be completed on the connection., data 0, v4563',
  );
}

/** The object is not there; `nearest` is the nearest one above it that is. */
export function noSuchObject(nearest?: Entry): LdapFailure {
  const matched = nearest?.distinguishedName;
  const best = matched === undefined ? '' : `, best match of:\n\t'${textOfOctets(matched) ?? matched}'\n`;
  return new LdapFailure(
    resultCode.noSuchObject,
    `0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT), data 0${best}`,
    matched === undefined ? {} : { matched },
  );
}

export function badName(): LdapFailure {
  return new LdapFailure(
    resultCode.invalidDnSyntax,
    '0000208F: NameErr: DSID-03100233, problem 2006 (BAD_NAME), data 8350',
  );
}

/** The name belongs to another domain. */
export function elsewhere(domain: string, name: Octets): LdapFailure {
  const url = `ldap://${domain}/${encodeURI(textOfOctets(name) ?? name)}`;
  return new LdapFailure(
    resultCode.referral,
    `0000202B: RefErr: DSID-0310078F, data 0, 1 access points\n\tref 1: '${domain}'\n`,
    { referrals: [url] },
  );
}

export function insufficientRights(): LdapFailure {
  return new LdapFailure(
    resultCode.insufficientAccessRights,
    '00002098: SecErr: DSID-031514A0, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
  );
}

/** The account may not set this password. */
export function passwordAccessDenied(): LdapFailure {
  return new LdapFailure(
    resultCode.insufficientAccessRights,
    '00000005: SecErr: DSID-031A1256, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
  );
}

/** The directory will not do this; `number` is the Windows error in eight digits. */
export function unwilling(number: string, reason: string): LdapFailure {
  return new LdapFailure(
    resultCode.unwillingToPerform,
    `${number}: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0 (${reason})`,
  );
}

export function unknownAttribute(name: string): LdapFailure {
  return new LdapFailure(
    resultCode.noSuchAttribute,
    `00000057: LdapErr: DSID-0C090D8A, comment: Error in attribute conversion operation (${name.slice(0, 100)}), data 0, v4563`,
  );
}

/** A rule about the values of one attribute is broken. */
export function constraintViolation(number: string, name: Octets, reason: string): LdapFailure {
  return attributeFailure(resultCode.constraintViolation, number, '1005 (CONSTRAINT_ATT_TYPE)', name, reason);
}

export function badValue(name: Octets): LdapFailure {
  return attributeFailure(
    resultCode.invalidAttributeSyntax,
    '00002083',
    '1006 (INVALID_ATT_SYNTAX)',
    name,
    'a value has not the form this attribute takes',
  );
}

export function valueExists(name: Octets): LdapFailure {
  return attributeFailure(
    resultCode.attributeOrValueExists,
    '00002084',
    '1006 (ATT_OR_VALUE_EXISTS)',
    name,
    'the attribute already has this value',
  );
}

export function noSuchValue(name: Octets): LdapFailure {
  return attributeFailure(
    resultCode.noSuchAttribute,
    '00002085',
    '1001 (NO_ATTRIBUTE_OR_VAL)',
    name,
    'the attribute has no such value',
  );
}

function attributeFailure(
  code: number,
  number: string,
  problem: string,
  name: Octets,
  reason: string,
): LdapFailure {
  return new LdapFailure(
    code,
    `${number}: AtrErr: DSID-03191083, #1:\n\t0: ${number}: DSID-03191083, problem ${problem}, data 0, Att (${name}): ${reason}\n`,
  );
}

export function alreadyExists(what: string): LdapFailure {
  return new LdapFailure(
    resultCode.entryAlreadyExists,
    `00002071: UpdErr: DSID-0305038D, problem 6005 (ENTRY_EXISTS), data 0 (${what})`,
  );
}

export function namingViolation(reason: string): LdapFailure {
  return new LdapFailure(
    resultCode.namingViolation,
    `00002099: NameErr: DSID-03050F29, problem 2005 (NAMING_VIOLATION), data 0 (${reason})`,
  );
}

export function objectClassViolation(reason: string): LdapFailure {
  return new LdapFailure(
    resultCode.objectClassViolation,
    `0000207D: UpdErr: DSID-03151339, problem 6002 (OBJ_CLASS_VIOLATION), data 0 (${reason})`,
  );
}
