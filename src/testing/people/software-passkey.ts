import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly user?: { readonly id?: string };
  readonly rpId?: string;
}

/** What a browser and its authenticator would say otherwise than they should. */
export interface Falsehood {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  /** Whose it says it is; null: nobody's. */
  readonly userHandle?: string | null;
  /** Nobody was asked who they are. */
  readonly unverified?: boolean;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const WITH_CREDENTIAL = 0x40;

/** A COSE key with a modulus of so many bytes, which nobody has the other half of. */
export function rsaKey(bytes: number): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes);
  // {1: 3, 3: -257, -1: modulus, -2: 65537}
  const head = Buffer.from('a40103033901002059', 'hex');
  return Buffer.concat([head, length, randomBytes(bytes), Buffer.from('2143010001', 'hex')]);
}

/** A passkey in memory, with the browser in front of it: answers options as WebAuthn has it (ES256, no attestation). */
export class SoftwarePasskey {
  readonly id = randomBytes(32);
  /** How often it says it was used; a copy of it would not know. */
  counter = 0;
  /** Whose it is, as it was told when it was made. */
  userHandle: string | undefined;
  private readonly privateKey: KeyObject;
  private readonly cose: Buffer;

  /** @param cose a public key that is not its own: enough to be made, for nothing else */
  constructor(
    private readonly origin: string,
    cose?: Buffer,
  ) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    this.cose =
      cose ??
      Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
  }

  /** What a server keeps of it that has verified it. */
  get kept(): { readonly credentialId: Buffer; readonly publicKey: Buffer } {
    return { credentialId: this.id, publicKey: this.cose };
  }

  /** Makes itself known. */
  create(optionsJson: string, falsehood: Falsehood = {}): string {
    const options = JSON.parse(optionsJson) as Options;
    this.userHandle = options.user?.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.cose]);
    const data = this.authenticatorData(options.rp?.id ?? '', WITH_CREDENTIAL, falsehood);
    const authData = Buffer.concat([data, attested]);
    // {"fmt": "none", "attStmt": {}, "authData": bytes}
    const head = Buffer.alloc(3);
    head.writeUInt8(0x59, 0);
    head.writeUInt16BE(authData.length, 1);
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      head,
      authData,
    ]);
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', options, falsehood).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Signs in. */
  get(optionsJson: string, falsehood: Falsehood = {}): string {
    const options = JSON.parse(optionsJson) as Options;
    this.counter += 1;
    const data = this.authenticatorData(options.rpId ?? '', 0, falsehood);
    const client = this.clientData('webauthn.get', options, falsehood);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    const { userHandle = this.userHandle } = falsehood;
    return this.answer({
      ...(userHandle === undefined ? {} : { userHandle }),
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.privateKey).toString('base64url'),
    });
  }

  private answer(response: object): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }

  private clientData(type: string, { challenge }: Options, falsehood: Falsehood): Buffer {
    const said = {
      type,
      challenge: falsehood.challenge ?? challenge,
      origin: falsehood.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(said));
  }

  private authenticatorData(rpId: string, more: number, { unverified, rpId: other }: Falsehood): Buffer {
    const flags = Buffer.of(USER_PRESENT | (unverified === true ? 0 : USER_VERIFIED) | more);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([
      createHash('sha256')
        .update(other ?? rpId)
        .digest(),
      flags,
      counter,
    ]);
  }
}
