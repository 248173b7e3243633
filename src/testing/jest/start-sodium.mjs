import sodium from 'libsodium-wrappers';

// For started-sodium.ts, before a test file is loaded.
await sodium.ready;
