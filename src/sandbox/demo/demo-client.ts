import { SignInDocument, type SyncProgressSubscription } from '../../generated/operations.js';
import { ApiClient } from '../api-client.js';
import { SandboxError } from '../sandbox-error.js';
import type { Administrator } from './settings.js';

export type ProgressEvent = SyncProgressSubscription['syncProgress'];

/** A client signed in as the demo's administrator. To be closed. */
export async function signedInClient(url: string, { email, password }: Administrator): Promise<ApiClient> {
  const { signIn } = await new ApiClient({ url }).request(SignInDocument, { input: { email, password } });
  return new ApiClient({ url, token: expectDone(signIn).token ?? '' });
}

interface Answered {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** The payload of a mutation that was done. */
export function expectDone<Payload extends Answered>(payload: Payload): Payload {
  if (payload.userErrors.length === 0) return payload;
  throw new SandboxError(payload.userErrors.map(({ code, message }) => `${code}: ${message}`).join(' '));
}
