import type { Directory } from '../directory.js';
import { bind } from '../session/bind.js';
import type { Session } from '../session/session.js';
import { findEntry } from '../search/find-entry.js';
import { WHO_AM_I } from '../search/root-dse.js';
import { search } from '../search/search.js';
import { attributeTypeNamed } from '../schema/attribute-types.js';
import { attributeTypes } from '../schema/attribute-types.js';
import { unknownAttribute } from '../directory-failures.js';
import { octetsOfText, textOfOctets } from '../values/octets.js';
import { LdapFailure, MalformedMessage } from '../wire/ldap-failure.js';
import type { Reply } from '../wire/reply.js';
import type { AnsweredRequest, CompareRequest, ExtendedRequest, LdapMessage } from '../wire/request.js';
import { resultCode } from '../wire/result-code.js';
import type { ResultCode } from '../wire/result-code.js';
import { addEntry } from '../write/add-entry.js';
import { deleteEntry } from '../write/delete-entry.js';
import { modifyEntry } from '../write/modify-entry.js';
import { renameEntry } from '../write/rename-entry.js';
import { writeContext } from '../write/write-context.js';

/** Answers a request. What the directory refuses comes back as a reply too. */
export function serveRequest(
  directory: Directory,
  session: Session,
  message: LdapMessage<AnsweredRequest>,
): Reply {
  try {
    return dispatch(directory, session, message);
  } catch (error) {
    if (error instanceof LdapFailure)
      return {
        messages: [{ kind: 'result', code: error.code, diagnostic: error.message, ...error.details }],
      };
    if (error instanceof MalformedMessage) return resultOnly(resultCode.protocolError, error.message);
    throw error;
  }
}

/** A reply that is only a result. */
export function resultOnly(code: ResultCode, diagnostic?: string): Reply {
  return { messages: [{ kind: 'result', code, ...(diagnostic === undefined ? {} : { diagnostic }) }] };
}

function dispatch(directory: Directory, session: Session, message: LdapMessage<AnsweredRequest>): Reply {
  const { id, request, controls } = message;
  const context = () => writeContext(directory, session, controls);
  switch (request.kind) {
    case 'bind':
      return bind(directory, session, request);
    case 'search':
      return search(directory, session, { id, request, controls });
    case 'compare':
      return compare(directory, session, request);
    case 'extended':
      return extended(directory, session, request);
    case 'add':
      addEntry(context(), request);
      break;
    case 'modify':
      modifyEntry(context(), request);
      break;
    case 'rename':
      renameEntry(context(), request);
      break;
    case 'delete':
      deleteEntry(context(), request);
      break;
  }
  return resultOnly(resultCode.success);
}

/** Secrets compare as absent. */
function compare(directory: Directory, session: Session, request: CompareRequest): Reply {
  const entry = findEntry(directory, session, request.name);
  const type = attributeTypeNamed(request.attribute);
  if (type === undefined || type === attributeTypes.unicodePwd) throw unknownAttribute(request.attribute);
  const wanted = type.syntax.key(request.value);
  const isEqual =
    wanted !== undefined && entry.values(type).some((value) => type.syntax.key(value) === wanted);
  return resultOnly(isEqual ? resultCode.compareTrue : resultCode.compareFalse);
}

/** Who Am I (RFC 4532) answers `u:NETBIOS\login`, or nothing when nobody is signed in. */
function extended({ identity }: Directory, session: Session, { oid }: ExtendedRequest): Reply {
  if (oid !== WHO_AM_I)
    throw new LdapFailure(
      resultCode.protocolError,
      '0000203D: LdapErr: DSID-0C090C7D, comment: Unknown extended request OID, data 0, v4563',
    );
  const login = session.signedIn?.token.account.attributes.first(attributeTypes.sAMAccountName);
  const value = login === undefined ? '' : `u:${identity.netbiosName}\\${textOfOctets(login) ?? login}`;
  return { messages: [{ kind: 'result', code: resultCode.success, value: octetsOfText(value) }] };
}
