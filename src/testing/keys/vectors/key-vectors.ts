import { PROTOCOL_VERSION } from '../../../keys/protocol/protocol-limits.js';
import { contentVectors, identityVectors, sealedVectors } from './content-vectors.js';
import { deliveryVectors } from './delivery-vectors.js';
import { acknowledgementVectors, attemptVectors, envelopeVectors, statusVectors } from './message-vectors.js';
import { oldPasswordVectors } from './old-password-vectors.js';

/** The text of docs/key-protocol-vectors.json. It is the same whenever it is made. */
export function keyVectors(): string {
  const vectors = {
    about: 'Made by `npm run fix:vectors` from the code. docs/key-protocol.md says what is in it.',
    protocolVersion: PROTOCOL_VERSION,
    identities: identityVectors(),
    sealed: sealedVectors(),
    contents: contentVectors(),
    envelopes: envelopeVectors(),
    deliveries: deliveryVectors(),
    acknowledgements: acknowledgementVectors(),
    attempts: attemptVectors(),
    statuses: statusVectors(),
    oldPasswords: oldPasswordVectors(),
  };
  return `${JSON.stringify(vectors, null, 1)}\n`;
}
