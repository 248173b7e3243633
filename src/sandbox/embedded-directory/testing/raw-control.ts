import { BerWriter, Control } from 'ldapts';

/** A control with this value, critical so that a server that does not serve it says so. */
export class RawControl extends Control {
  constructor(
    oid: string,
    private readonly value?: Buffer,
    critical = true,
  ) {
    super(oid, { critical });
  }

  protected override writeControl(writer: BerWriter): void {
    if (this.value !== undefined) writer.writeBuffer(this.value, 4);
  }
}

/** A control whose value is a sequence of one number. */
export function numberControl(oid: string, value: number): RawControl {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(value);
  writer.endSequence();
  return new RawControl(oid, writer.buffer);
}
