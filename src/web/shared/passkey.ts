/** Options and answers of WebAuthn as JSON, in browsers that do not know that form themselves too. */

interface DescriptorJSON {
  readonly id: string;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}

interface CreationJSON extends Omit<
  PublicKeyCredentialCreationOptions,
  'challenge' | 'user' | 'excludeCredentials'
> {
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly DescriptorJSON[];
}

interface RequestJSON extends Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> {
  readonly challenge: string;
}

/** True where a browser can make passkeys: over TLS, or on the machine itself. */
export function canMakePasskeys(): boolean {
  return typeof PublicKeyCredential === 'function' && typeof navigator.credentials?.create === 'function';
}

/** Has the browser make a passkey; answers what it says, as JSON. Throws when its user thinks better of it. */
export async function createPasskey(optionsJson: string): Promise<string> {
  const { challenge, user, excludeCredentials = [], ...rest } = JSON.parse(optionsJson) as CreationJSON;
  const credential = await navigator.credentials.create({
    publicKey: {
      ...rest,
      challenge: bytesOf(challenge),
      user: { ...user, id: bytesOf(user.id) },
      excludeCredentials: excludeCredentials.map((known) => ({ ...known, id: bytesOf(known.id) })),
    },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey was made');
  const response = credential.response as AuthenticatorAttestationResponse;
  return JSON.stringify({
    id: credential.id,
    rawId: credential.id,
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  });
}

/** Has the browser use one of its passkeys; answers what it says, as JSON. Throws when its user thinks better of it. */
export async function usePasskey(optionsJson: string): Promise<string> {
  const { challenge, ...rest } = JSON.parse(optionsJson) as RequestJSON;
  const credential = await navigator.credentials.get({
    publicKey: { ...rest, challenge: bytesOf(challenge) },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('no passkey was used');
  const response = credential.response as AuthenticatorAssertionResponse;
  return JSON.stringify({
    id: credential.id,
    rawId: credential.id,
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      ...(response.userHandle === null ? {} : { userHandle: textOf(response.userHandle) }),
    },
  });
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function textOf(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
