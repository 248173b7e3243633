/** The master key of every test installation: always the same, so that recorded histories can be replayed. */
export const TEST_MASTER_KEY = Buffer.alloc(32, 'latchkey test ');
