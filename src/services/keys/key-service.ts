import type { KeyInput } from '../../domain/key/key-input.js';
import type { StreamedEvent } from '../../events/stream-events.js';
import type { Actor } from '../audit/record-audit.js';
import { handBackPassword, type HandBack } from '../password-changes/hand-back.js';
import { assignKey } from './assign-key.js';
import { reissueCode, renameKey, suspendKey, unlockKey } from './change-key.js';
import { mailCode } from './codes/mail-code.js';
import { showCode, type ShownCode } from './codes/show-code.js';
import { importKey } from './import-key.js';
import { importKeys, type ImportedKeys } from './import-keys.js';
import type { KeyResources } from './key-resources.js';
import { retireKey, type Retirement } from './retire-key.js';
import { watchKeys } from './watch-keys.js';

/** Everything that can be done to a key from a desk. What each promises stands at the function behind it. */
export interface KeyService {
  import(actor: Actor, input: KeyInput): Promise<string>;
  importList(actor: Actor, csv: string): Promise<ImportedKeys>;
  assign(actor: Actor, assignment: { readonly keyId: string; readonly employeeId: string }): Promise<void>;
  retire(actor: Actor, retirement: Retirement): Promise<readonly string[]>;
  /** Answers the change. */
  handBack(actor: Actor, request: HandBack): Promise<string>;
  suspend(actor: Actor, keyId: string, note: string): Promise<void>;
  unlock(actor: Actor, keyId: string): Promise<void>;
  reissueCode(actor: Actor, keyId: string): Promise<void>;
  rename(actor: Actor, keyId: string, name: string): Promise<void>;
  showCode(actor: Actor, keyId: string): Promise<ShownCode>;
  mailCode(actor: Actor, keyId: string): Promise<void>;
  watch(after: number | null): Promise<AsyncIterableIterator<StreamedEvent>>;
}

export function createKeyService(parts: KeyResources): KeyService {
  const { pool } = parts;
  return {
    import: (actor, input) => importKey(pool, actor, input),
    importList: (actor, csv) => importKeys(pool, actor, csv),
    assign: (actor, assignment) => assignKey(parts, actor, assignment),
    retire: (actor, retirement) => retireKey(parts, actor, retirement),
    handBack: (actor, request) => handBackPassword(parts, actor, request),
    suspend: (actor, keyId, note) => suspendKey(parts, actor, keyId, note),
    unlock: (actor, keyId) => unlockKey(parts, actor, keyId),
    reissueCode: (actor, keyId) => reissueCode(parts, actor, keyId),
    rename: (actor, keyId, name) => renameKey(parts, actor, keyId, name),
    showCode: (actor, keyId) => showCode(parts, actor, keyId),
    mailCode: (actor, keyId) => mailCode(parts, actor, keyId),
    watch: (after) => watchKeys(parts, after),
  };
}
