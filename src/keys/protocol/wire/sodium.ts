import sodium from 'libsodium-wrappers';

// The library is WebAssembly and has to start. Waiting here once lets everything else be plain functions.
await sodium.ready;

export { sodium };
