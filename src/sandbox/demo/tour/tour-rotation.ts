import {
  RotateNowDocument,
  RotationProgressDocument,
  type RotationProgressSubscription,
} from '../../../generated/operations.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import { demand } from './tour-checks.js';
import type { KeyOwner, TourDesk } from './tour-desk.js';
import type { Tour } from './tour-sync.js';

type Progress = RotationProgressSubscription['rotationProgress'];

/** Every password of a small domain is changed at once, as after a leak; whoever has a key logs on as before. */
export async function showRotation(
  desk: TourDesk,
  domainId: string,
  owners: readonly KeyOwner[],
): Promise<void> {
  heading('Every password of the domain is changed, and nobody has to know');
  const { tour } = desk;
  const before: string[] = [];
  for (const owner of owners) before.push(await desk.passwordOnKey(owner));
  const began = Date.now();
  const { rotateNow } = await tour.client.request(RotateNowDocument, {
    input: { domainId, keysAway: 'WAIT', reason: 'The tour shows it.' },
  });
  const [rotation] = expectDone(rotateNow).rotations ?? [];
  const last = await countDown(tour, demand(rotation, 'No rotation has begun.').id);
  tour.checks.figure('rotated', last.completed, owners.length);
  tour.checks.same('how the rotation ended', [last.state, last.failed], ['COMPLETED', 0]);
  tour.checks.figures['rotationSeconds'] = Math.round((Date.now() - began) / 100) / 10;
  for (const [at, owner] of owners.entries()) await desk.checkNewPassword(owner, before[at] ?? '');
}

/** Says how far a rotation is until it does not go on. */
async function countDown({ client }: Tour, rotationId: string): Promise<Progress> {
  let last: Progress | undefined;
  for await (const { rotationProgress } of client.subscribe(RotationProgressDocument, {
    rotationId,
    after: 0,
  })) {
    last = rotationProgress;
    say(`  ${last.state}: ${last.completed} of ${last.total}, ${last.underWay} under way, ${last.away} away`);
    if (last.state !== 'RUNNING') break;
  }
  return demand(last, 'Nothing was heard of the rotation.');
}
