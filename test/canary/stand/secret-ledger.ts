import { secretBytes, secretText, secretWord, type Secret, type SecretKind } from '../search/secret.js';

/** Every secret that came up while an installation ran. The same one twice counts once. */
export class SecretLedger {
  readonly #secrets = new Map<string, Secret>();

  get secrets(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  text(kind: SecretKind, name: string, text: string): string {
    this.#add(secretText(kind, name, text));
    return text;
  }

  bytes(kind: SecretKind, name: string, bytes: Uint8Array): void {
    this.#add(secretBytes(kind, name, bytes));
  }

  code(name: string, digits: string): string {
    this.#add(secretWord('activation code', name, digits));
    return digits;
  }

  #add(secret: Secret): void {
    this.#secrets.set(secret.bytes.toString('hex'), secret);
  }
}
