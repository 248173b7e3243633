import type { KeyTaskKind } from '../../../src/domain/states.js';
import type { PowerCut, PowerLossPoint } from '../../../src/sandbox/simulated-key/power.js';
import { SimulatedKey } from '../../../src/sandbox/simulated-key/simulated-key.js';
import { SIMULATED_PIN } from '../../../src/sandbox/simulated-workstation/key-slots.js';

/** Where a key is to lose its power: while it keeps what an envelope of this kind has brought. */
interface ArmedLoss {
  readonly kind: KeyTaskKind;
  readonly point: PowerLossPoint;
}

/** A simulated key in a file, whose power can be cut while it writes. What it had written is there when it comes back. */
export class BreakableKey {
  private armed: ArmedLoss | undefined;
  private arriving: KeyTaskKind | null = null;
  private struck = Promise.withResolvers<ArmedLoss>();

  private constructor(
    readonly serial: string,
    /** 32 bytes in hexadecimal. */
    readonly publicKey: string,
    private readonly path: string,
  ) {}

  static async create(path: string, serial: string): Promise<BreakableKey> {
    const { publicKey } = await SimulatedKey.create(path, { serial, pin: SIMULATED_PIN });
    return new BreakableKey(serial, Buffer.from(publicKey.publicKey).toString('hex'), path);
  }

  /** As it is in its file. */
  open(): Promise<SimulatedKey> {
    return SimulatedKey.open(this.path, this.cut);
  }

  /** From now on the power goes at this point, once. Settles when it has. */
  losePowerAt(kind: KeyTaskKind, point: PowerLossPoint): Promise<ArmedLoss> {
    this.armed = { kind, point };
    this.struck = Promise.withResolvers();
    return this.struck.promise;
  }

  /** Told of what is handed over next. */
  onEnvelope(kind: KeyTaskKind | null): void {
    this.arriving = kind;
  }

  private readonly cut: PowerCut = (point) => {
    const { armed } = this;
    if (armed === undefined || armed.point !== point || armed.kind !== this.arriving) return false;
    this.armed = undefined;
    this.struck.resolve(armed);
    return true;
  };
}
