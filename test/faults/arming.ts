import type { Fault } from '../../src/sandbox/embedded-directory/faults/fault.js';
import type { FaultStand } from './fault-stand.js';
import type { Struck } from './fault-row.js';

/** Arms a fault of the north's controller for a row. */
export function armed(fault: Fault, times?: number): (stand: FaultStand) => Struck {
  return (stand) => {
    const one = stand.faults.arm(fault, times);
    return { strikes: () => one.strikes, disarm: () => one.disarm() };
  };
}

/** Something done to the directory itself, and undone. */
export function changed(
  make: (stand: FaultStand) => Promise<() => Promise<unknown>>,
): (stand: FaultStand) => Promise<Struck> {
  return async (stand) => {
    const undo = await make(stand);
    return { strikes: () => 1, disarm: async () => void (await undo()) };
  };
}
