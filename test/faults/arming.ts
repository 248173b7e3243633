import type { GuardedAttribute } from '../../src/sandbox/attribute-guids.js';
import type { CertificateAuthority } from '../../src/sandbox/certificates/certificates.js';
import type { Fault } from '../../src/sandbox/embedded-directory/faults/fault.js';
import { isAt, type Place } from '../../src/sandbox/embedded-directory/faults/place.js';
import type { FaultStand } from './fault-stand.js';
import type { Struck } from './fault-row.js';

/** Arms a fault of the north's controller for a row. */
export function armed(fault: Fault, times?: number): (stand: FaultStand) => Struck {
  return (stand) => {
    const one = stand.faults.arm(fault, times);
    return { strikes: () => one.strikes, disarm: () => one.disarm() };
  };
}

/** From this place of a reading on, whoever connects is shown a certificate of this authority. */
export function changesCertificate(
  at: Place,
  from: () => CertificateAuthority,
): (stand: FaultStand) => Promise<Struck> {
  return async (stand) => {
    const { north } = stand;
    const [before, after] = [await stand.certificate(), await stand.certificate(from())];
    const { strikes, disarm } = armed({
      what: `changes its certificate at ${at}`,
      concerns: (exchange, serve) => isAt(at, exchange, serve),
      answer: (_exchange, serve) => {
        north.presentCertificate(after);
        return serve();
      },
    })(stand);
    return {
      strikes,
      disarm: async () => {
        await disarm();
        north.presentCertificate(before);
      },
    };
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

/** Whom or what of them the reading account may no longer see. */
export type Hidden = { readonly attribute?: GuardedAttribute } & (
  { readonly every: number } | { readonly logins: (stand: FaultStand) => readonly string[] }
);

/** Takes the right to read away: every nth member of the sync group, or these objects, or one attribute of theirs. */
export function hides({ attribute, ...whom }: Hidden): (stand: FaultStand) => Promise<Struck> {
  return changed(async (stand) => {
    const logins = 'every' in whom ? every(await stand.members(), whom.every) : whom.logins(stand);
    const restore: (() => Promise<void>)[] = [];
    for (const login of logins)
      restore.push(await stand.editor.denyReading(login, stand.readerLogin, attribute));
    return async () => {
      for (const one of restore) await one();
    };
  });
}

/** The first of the names, and every nth after it. */
export function every(logins: readonly string[], nth: number): string[] {
  return logins.filter((_login, at) => at % nth === 0);
}
