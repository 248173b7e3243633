import { randomUUID } from 'node:crypto';
import { sealLink, serverIdentityFromSeed, signEnvelope } from '../../keys/key-protocol.js';
import type { SimulatedKey } from '../../sandbox/simulated-key/simulated-key.js';

/** Another server, which links a key before we do. */
export async function linkElsewhere(
  { simulated, serial }: { readonly simulated: SimulatedKey; readonly serial: string },
  sequence: bigint,
): Promise<void> {
  const foreign = serverIdentityFromSeed(Buffer.alloc(32, 7), 1);
  const instruction = { kind: 'LINK', sealed: sealLink(simulated.publicKey, foreign) } as const;
  await simulated.deliver(signEnvelope(foreign, { serial, taskId: randomUUID(), sequence, instruction }));
}
