import {
  registrationMessage,
  sessionMessage,
  type RegistrationFacts,
} from '../../domain/workstation/signed-messages.js';
import {
  OpenWorkstationSessionDocument,
  RegisterWorkstationDocument,
  WorkstationChallengeDocument,
  type WorkstationState,
} from '../../generated/operations.js';
import type { ApiClient } from '../api-client.js';
import type { WorkstationKey } from './workstation-key.js';

/** The server has said no, in a payload. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Answered {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** The payload of a mutation that was done. Throws Refused. */
export function done<Payload extends Answered>(payload: Payload): Payload {
  const [refusal] = payload.userErrors;
  if (refusal === undefined) return payload;
  throw new Refused(refusal.code, refusal.message);
}

/** What became of a registration. */
export interface Registration {
  readonly id: string;
  /** What was decided about it so far. */
  readonly state: WorkstationState;
}

/** Registers a workstation, or finds out what was decided. */
export async function register(
  client: ApiClient,
  key: WorkstationKey,
  facts: RegistrationFacts,
  enrolmentToken: string | null = null,
): Promise<Registration> {
  const input = {
    ...facts,
    enrolmentToken,
    publicKey: key.publicKey.toString('base64'),
    signature: key.sign(registrationMessage(key.publicKey, facts)),
  };
  const { registerWorkstation } = await client.request(RegisterWorkstationDocument, { input });
  const { workstationId, state } = done(registerWorkstation);
  return { id: workstationId ?? '', state: state ?? 'PENDING' };
}

/** Opens a session by signing a nonce; answers the token. */
export async function openSession(
  client: ApiClient,
  key: WorkstationKey,
  workstationId: string,
  { operatingSystem, clientVersion }: RegistrationFacts,
): Promise<string> {
  const { workstationChallenge } = await client.request(WorkstationChallengeDocument, { workstationId });
  const { nonce } = workstationChallenge;
  const facts = { operatingSystem, clientVersion };
  const signature = key.sign(sessionMessage(workstationId, nonce, facts));
  const input = { workstationId, nonce, ...facts, signature };
  const { openWorkstationSession } = await client.request(OpenWorkstationSessionDocument, { input });
  return done(openWorkstationSession).token ?? '';
}
