/**
 * What tests have in place of src/keys/protocol/wire/sodium.ts: the same library, which start-sodium.mjs has waited for.
 * Jest loads a graph of modules in one go only when none of them waits as it is loaded. Otherwise it begins anew at every
 * module above the one that waits, and makes each of them several times over in every test file.
 */
import sodium from 'libsodium-wrappers';

export { sodium };
