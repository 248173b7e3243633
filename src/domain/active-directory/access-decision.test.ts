import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACCESS_RIGHTS, decideAccess, type AccessQuestion } from './access-decision.js';
import { objectGuid, type ObjectGuid } from '../identifiers.js';
import { parseSecurityDescriptor, type AccessEntry, type SecurityDescriptor } from './security-descriptor.js';

// Written by Samba's own library (security.descriptor.from_sddl) from the texts beside them, so that nobody's idea of
// the format but Microsoft's and Samba's is tested.
const DESCRIPTORS = {
  // O:DAG:DAD:AI(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1103)(A;;RPWP;;;AU)
  allowReset:
    'AQAEhBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAVAACAAAABQA4AAABAAABAAAAcJUpAG0k0BGnaACqAG4FKQEFAAAAAAAFFQAAAAEAAAACAAAAAwAAAE8EAAAAABQAMAAAAAEBAAAAAAAFCwAAAA==',
  // O:DAG:DAD:(OD;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1103)(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1103)
  denyBeforeAllow:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAeAACAAAABgA4AAABAAABAAAAcJUpAG0k0BGnaACqAG4FKQEFAAAAAAAFFQAAAAEAAAACAAAAAwAAAE8EAAAFADgAAAEAAAEAAABwlSkAbSTQEadoAKoAbgUpAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAATwQAAA==',
  // O:DAG:DAD:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1103)(D;;CR;;;S-1-5-21-1-2-3-1103)
  allowBeforeDeny:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAZAACAAAABQA4AAABAAABAAAAcJUpAG0k0BGnaACqAG4FKQEFAAAAAAAFFQAAAAEAAAACAAAAAwAAAE8EAAABACQAAAEAAAEFAAAAAAAFFQAAAAEAAAACAAAAAwAAAE8EAAA=',
  // O:DAG:DAD:(A;;RPWPCRCCDCLCLORCWOWDSDDTSW;;;S-1-5-21-1-2-3-1103)
  fullControl:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQALAABAAAAAAAkAP8BDwABBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAA',
  // O:DAG:DAD:(A;;GA;;;S-1-5-21-1-2-3-1103)
  genericAll:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQALAABAAAAAAAkAAAAABABBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAA',
  // O:S-1-5-21-1-2-3-1103G:DAD:(A;;WDWORC;;;S-1-5-21-1-2-3-1103)
  writeListOnly:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQALAABAAAAAAAkAAAADgABBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAA',
  // O:DAG:DAD:(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;S-1-5-21-1-2-3-1103)
  inheritOnly:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAUAABAAAABQpIAAABAAADAAAAcJUpAG0k0BGnaACqAG4FKbp6lr/mDdARooUAqgAwSeIBBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAA',
  // O:DAG:DAD:AI(OA;CIID;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;S-1-5-21-1-2-3-1103)
  inheritedForPeople:
    'AQAEhBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAUAABAAAABRJIAAABAAADAAAAcJUpAG0k0BGnaACqAG4FKbp6lr/mDdARooUAqgAwSeIBBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAA',
  // O:DAG:DAD:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;PS)
  selfOnly:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAMAABAAAABQAoAAABAAABAAAAcJUpAG0k0BGnaACqAG4FKQEBAAAAAAAFCgAAAA==',
  // O:DAG:DAD:(OA;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;S-1-5-21-1-2-3-1103)
  otherRight:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAQAABAAAABQA4AAABAAABAAAAUxpyqy8e0BGYGQCqAEBSmwEFAAAAAAAFFQAAAAEAAAACAAAAAwAAAE8EAAA=',
  // O:DAG:DAD:
  emptyList:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQACAAAAAAA',
  // O:DAG:DAD:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;S-1-5-21-1-2-3-1103)S:(AU;SAFA;WP;;;WD)
  withAuditList:
    'AQAUgBQAAAAwAAAATAAAAGgAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAHAABAAAAAsAUACAAAAABAQAAAAAAAQAAAAAEAEAAAQAAAAUAOAAAAQAAAQAAAHCVKQBtJNARp2gAqgBuBSkBBQAAAAAABRUAAAABAAAAAgAAAAMAAABPBAAA',
  // O:DAG:DAD:(OA;;CR;00299570-246d-11d0-a768-00aa006e0529;;WD)
  everyone:
    'AQAEgBQAAAAwAAAAAAAAAEwAAAABBQAAAAAABRUAAAABAAAAAgAAAAMAAAAAAgAAAQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAAAIAAAQAMAABAAAABQAoAAABAAABAAAAcJUpAG0k0BGnaACqAG4FKQEBAAAAAAABAAAAAA==',
  // no access list at all
  noList: 'AQAEgAAAAAAAAAAAAAAAAAAAAAA=',
};

const RESET = objectGuid('00299570-246d-11d0-a768-00aa006e0529')!;
const ACCOUNT = 'S-1-5-21-1-2-3-1103';

function descriptor(name: keyof typeof DESCRIPTORS): SecurityDescriptor {
  const parsed = parseSecurityDescriptor(Buffer.from(DESCRIPTORS[name], 'base64'));
  if (parsed === undefined) throw new Error(`${name} is not a descriptor`);
  return parsed;
}

function mayReset(name: keyof typeof DESCRIPTORS, asked: Partial<AccessQuestion> = {}): string {
  return decideAccess(descriptor(name), {
    right: ACCESS_RIGHTS.CONTROL_ACCESS,
    objectTypes: [RESET],
    sids: new Set([ACCOUNT, 'S-1-1-0', 'S-1-5-11']),
    isSelf: false,
    ...asked,
  });
}

describe('parseSecurityDescriptor', () => {
  it('reads owner and entries of a descriptor that Samba wrote', () => {
    const { owner, entries } = descriptor('allowReset');
    expect(owner).toBe('S-1-5-21-1-2-3-512');
    expect(entries).toEqual([
      { effect: 'ALLOW', mask: 0x100, sid: ACCOUNT, objectType: RESET, conditional: false },
      { effect: 'ALLOW', mask: 0x30, sid: 'S-1-5-11', objectType: undefined, conditional: false },
    ]);
  });

  it('takes no part of a descriptor for a whole one', () => {
    const whole = Buffer.from(DESCRIPTORS.allowReset, 'base64');
    for (let length = 0; length < whole.length; length += 1) {
      expect(parseSecurityDescriptor(whole.subarray(0, length))).toBeUndefined();
    }
  });

  it('reads or refuses any bytes and never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(199), fc.nat(255), (bytes, at, byte) => {
        const damaged = Buffer.from(DESCRIPTORS.withAuditList, 'base64');
        damaged[at % damaged.length] = byte;
        for (const any of [bytes, damaged]) {
          const entries = parseSecurityDescriptor(any)?.entries ?? [];
          for (const { sid } of entries) expect(sid).toMatch(/^S-1-/);
        }
      }),
    );
  });
});

describe('decideAccess', () => {
  it.each([
    ['allowReset', 'GRANTED'],
    ['denyBeforeAllow', 'DENIED'],
    ['allowBeforeDeny', 'GRANTED'],
    ['fullControl', 'GRANTED'],
    ['genericAll', 'GRANTED'],
    ['writeListOnly', 'DENIED'],
    ['inheritOnly', 'DENIED'],
    ['inheritedForPeople', 'GRANTED'],
    ['selfOnly', 'DENIED'],
    ['otherRight', 'DENIED'],
    ['emptyList', 'DENIED'],
    ['withAuditList', 'GRANTED'],
    ['everyone', 'GRANTED'],
    ['noList', 'GRANTED'],
  ] as const)('%s: %s', (name, decision) => {
    expect(mayReset(name)).toBe(decision);
  });

  it('means entries for "self" only where the object is the account', () => {
    expect(mayReset('selfOnly', { isSelf: true })).toBe('GRANTED');
  });

  it('grants nothing to an account that no entry names', () => {
    expect(mayReset('allowReset', { sids: new Set(['S-1-5-21-1-2-3-1104']) })).toBe('DENIED');
  });

  it('takes an entry for the property set for an answer about the attribute', () => {
    const [attribute, set] = [guid(1), guid(2)];
    const entries = [entry({ mask: ACCESS_RIGHTS.READ_PROPERTY, objectType: set })];
    const asked = { right: ACCESS_RIGHTS.READ_PROPERTY, sids: new Set([ACCOUNT]), isSelf: false };
    expect(decideAccess({ owner: undefined, entries }, { ...asked, objectTypes: [attribute, set] })).toBe(
      'GRANTED',
    );
    expect(decideAccess({ owner: undefined, entries }, { ...asked, objectTypes: [attribute] })).toBe(
      'DENIED',
    );
  });

  it('says unknown exactly when a condition decides', () => {
    const allow = entry({});
    const maybe = entry({ conditional: true });
    const maybeNot = entry({ conditional: true, effect: 'DENY' });
    expect(decide([maybe])).toBe('UNKNOWN');
    expect(decide([maybe, allow])).toBe('GRANTED');
    expect(decide([maybeNot, allow])).toBe('UNKNOWN');
    expect(decide([maybeNot])).toBe('DENIED');
    expect(decide([allow, maybeNot])).toBe('GRANTED');
  });

  it('without knowing the types is sure only where no entry with a type could make a difference', () => {
    const allow = entry({});
    const typed = entry({ objectType: RESET });
    const typedDeny = entry({ objectType: RESET, effect: 'DENY' });
    const unknown = (entries: AccessEntry[]): string => decideTyped(entries, undefined);
    expect(unknown([allow, typedDeny])).toBe('GRANTED');
    expect(unknown([typed, allow])).toBe('GRANTED');
    expect(unknown([typedDeny, allow])).toBe('UNKNOWN');
    expect(unknown([typed])).toBe('UNKNOWN');
    expect(unknown([typedDeny])).toBe('DENIED');
    expect(unknown([])).toBe('DENIED');
  });

  it('is not moved by entries for others, wherever they stand', () => {
    const others = fc.array(
      fc.record({ effect: fc.constantFrom('ALLOW' as const, 'DENY' as const), rid: fc.nat() }),
    );
    fc.assert(
      fc.property(others, others, (before, after) => {
        const foreign = ({ effect, rid }: { effect: 'ALLOW' | 'DENY'; rid: number }): AccessEntry =>
          entry({ effect, sid: `S-1-5-21-9-9-9-${rid}` });
        const mine = entry({});
        expect(decide([...before.map(foreign), mine, ...after.map(foreign)])).toBe('GRANTED');
        expect(decide([...before.map(foreign), ...after.map(foreign)])).toBe('DENIED');
      }),
    );
  });
});

function decide(entries: readonly AccessEntry[]): string {
  return decideTyped(entries, [RESET]);
}

function decideTyped(
  entries: readonly AccessEntry[],
  objectTypes: readonly ObjectGuid[] | undefined,
): string {
  return decideAccess(
    { owner: undefined, entries },
    { right: ACCESS_RIGHTS.CONTROL_ACCESS, objectTypes, sids: new Set([ACCOUNT]), isSelf: false },
  );
}

function entry(parts: Partial<AccessEntry>): AccessEntry {
  return { effect: 'ALLOW', mask: 0x100, sid: ACCOUNT, objectType: undefined, conditional: false, ...parts };
}

function guid(number: number): ObjectGuid {
  return objectGuid(`00000000-0000-0000-0000-${String(number).padStart(12, '0')}`)!;
}
