import { BerWriter, Control } from 'ldapts';

/** Controls we may send, by what they do. Each is used only where the root DSE offers it. */
export const CONTROLS = {
  PAGED_RESULTS: { oid: '1.2.840.113556.1.4.319', name: 'paged results' },
  EXTENDED_DN: { oid: '1.2.840.113556.1.4.529', name: 'extended DN' },
  SECURITY_DESCRIPTOR_FLAGS: { oid: '1.2.840.113556.1.4.801', name: 'security descriptor flags' },
  DOMAIN_SCOPE: { oid: '1.2.840.113556.1.4.1339', name: 'domain scope' },
} as const;

export type KnownControl = (typeof CONTROLS)[keyof typeof CONTROLS];

/** A control whose value is SEQUENCE { INTEGER }. */
class NumberControl extends Control {
  constructor(
    oid: string,
    private readonly number: number,
  ) {
    super(oid, { critical: true });
  }

  override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(this.number);
    value.endSequence();
    writer.writeBuffer(value.buffer, 0x04);
  }
}

/** Adds objectGUID and SID to every DN of the answer, in their text form (MS-ADTS 3.1.1.3.4.1.5, flag 1). */
export function extendedDn(): Control {
  return new NumberControl(CONTROLS.EXTENDED_DN.oid, 1);
}

/** Asks for owner, group and access list: the audit list (flag 8) would need a privilege (MS-ADTS 3.1.1.3.4.1.11). */
export function securityDescriptorWithoutAuditList(): Control {
  return new NumberControl(CONTROLS.SECURITY_DESCRIPTOR_FLAGS.oid, 1 | 2 | 4);
}

/** Keeps references to other naming contexts out of the answer (MS-ADTS 3.1.1.3.4.1.4). */
export function domainScope(): Control {
  return new Control(CONTROLS.DOMAIN_SCOPE.oid, { critical: true });
}
