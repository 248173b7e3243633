import type { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';

/** The passwords of one account on a key, by slot. */
export interface KeySlots {
  readonly active: string | undefined;
  readonly pending: string | undefined;
  readonly previous: string | undefined;
}

export async function readSlots(key: SimulatedKey, accountId: string, pin: string): Promise<KeySlots> {
  const read = async (slot: keyof KeySlots): Promise<string | undefined> => {
    const found = await key.readForLogOn(pin, accountId, slot);
    return found.outcome === 'READ' ? found.credential.password : undefined;
  };
  return { active: await read('active'), pending: await read('pending'), previous: await read('previous') };
}
