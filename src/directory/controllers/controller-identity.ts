import { objectGuidFromBytes } from '../../domain/identifiers.js';
import { AppError } from '../../errors.js';
import type { ControllerIdentity } from '../directory.js';
import type { DirectoryReader } from '../wire/directory-reader.js';
import { firstValue } from '../wire/ldap-entry.js';

/** LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID: only read-only controllers show it (MS-ADTS 3.1.1.3.4.3). */
const READ_ONLY = '1.2.840.113556.1.4.1920';

/** Who answers: the root DSE's own words and the invocationId of the controller's database. */
export async function identifyController(reader: DirectoryReader): Promise<ControllerIdentity> {
  const { rootDse, address } = reader;
  const service = await reader.object(
    rootDse.dsServiceName,
    ['invocationId'],
    'reading the identity of the controller',
  );
  const invocationId = objectGuidFromBytes(
    (service && firstValue(service, 'invocationId')) ?? Buffer.alloc(0),
  );
  if (invocationId === undefined) {
    throw new AppError(
      'DIRECTORY_PERMISSION_DENIED',
      `${address} does not let the bind account read the invocationId of ${rootDse.dsServiceName}, without which it cannot be told whether one controller answered throughout. Give the account read access to the configuration.`,
    );
  }
  return {
    address,
    dnsHostName: rootDse.dnsHostName,
    invocationId,
    highestCommittedUsn: rootDse.highestCommittedUsn,
    namingContext: rootDse.defaultNamingContext,
    readOnly: rootDse.supportedCapabilities.has(READ_ONLY),
  };
}
