"""The key protocol once more, written from docs/key-protocol.md with PyNaCl and nothing of the TypeScript code.

Reads the vectors from standard input and prints how many of each part it has checked, as JSON. Exit code 1 names the
first vector that is not as the page says.
"""

import hashlib
import json
import re
import sys

from nacl import bindings
from nacl.exceptions import CryptoError

VERSION = 1
KINDS = {  # number: name, needs an account, slot, needs a write, length of what is sealed
    1: ("LINK", False, 0, False, 99),
    2: ("WRITE_PENDING", True, 2, False, 1136),
    3: ("COMMIT", True, 2, True, 0),
    4: ("DISCARD", True, 2, True, 0),
    5: ("FORGET_ACCOUNT", True, 0, False, 0),
    6: ("LOCK", False, 0, False, 0),
    7: ("WIPE", False, 0, False, 0),
    8: ("RENEW_CACHED_LOGON", True, 1, False, 0),
}
OUTCOMES = (
    "DONE MALFORMED UNSUPPORTED_VERSION OTHER_KEY NOT_LINKED OTHER_SERVER BAD_SIGNATURE REPLAYED SEQUENCE_TOO_FAR "
    "ALREADY_LINKED CONTENT_UNREADABLE ACCOUNT_UNKNOWN OTHER_WRITE NO_ROOM LOCKED"
).split()
SLOTS = ("active", "pending", "previous")
NONE = bytes(16)


class Refused(Exception):
    """Why something is not taken."""


class Identity:
    def __init__(self, vector):
        self.public, self.secret = bindings.crypto_sign_seed_keypair(bytes.fromhex(vector["seed"]))
        self.sealing_public = bindings.crypto_sign_ed25519_pk_to_curve25519(self.public)
        self.sealing_private = bindings.crypto_sign_ed25519_sk_to_curve25519(self.secret)
        self.version, self.serial = vector.get("version"), vector.get("serial")

    def sign(self, message):
        return bindings.crypto_sign(message, self.secret)[:64]

    def open(self, sealed):
        if len(sealed) < 48:
            return None
        try:
            return bindings.crypto_box_seal_open(sealed, self.sealing_public, self.sealing_private)
        except CryptoError:
            return None


def is_signed(public, message, signature):
    if len(signature) != 64:
        return False
    try:
        bindings.crypto_sign_open(signature + message, public)
        return True
    except CryptoError:
        return False


class Fields:
    def __init__(self, data):
        self.data = data

    def take(self, count):
        require(len(self.data) >= count)
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def short(self):
        return self.take(self.number(1))

    def long(self):
        return self.take(self.number(2))

    def end(self):
        require(self.data == b"")


def require(condition):
    if not condition:
        raise Refused("MALFORMED")


def label(name):
    return name.encode() + b"\0" + bytes([VERSION])


def number(value, size):
    return value.to_bytes(size, "big")


def short(data):
    return number(len(data), 1) + data


def long(data):
    return number(len(data), 2) + data


def uuid(text):
    return bytes.fromhex(text.replace("-", ""))


def uuid_text(data):
    digits = data.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def is_serial(data):
    return re.fullmatch(rb"[0-9A-Za-z][0-9A-Za-z._:-]{0,63}", data) is not None


def open_message(data, name):
    """The fields of a signed message, what is signed, and the signature."""
    start = name.encode() + b"\0"
    require(len(data) <= 2048 and data.startswith(start) and len(data) > len(start) + 64)
    if data[len(start)] != VERSION:
        raise Refused("UNSUPPORTED_VERSION")
    return Fields(data[len(start) + 1 : -64]), data[:-64], data[-64:]


# What is sealed


def read_text(data, most):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("MALFORMED") from None
    require(0 < len(data) <= most and "\0" not in text)
    return text


def read_link(data):
    fields = Fields(data)
    require(fields.take(len(label("latchkey/link"))) == label("latchkey/link"))
    version, public = fields.number(4), fields.take(32)
    fields.end()
    require(version > 0)
    return version, public


def read_credential(data):
    fields = Fields(data)
    require(len(data) == 1088)
    require(fields.take(len(label("latchkey/credential"))) == label("latchkey/credential"))
    account, name, password = fields.take(16), read_text(fields.long(), 256), read_text(fields.long(), 768)
    require(account != NONE and len(password.encode("utf-16-le")) <= 512)
    require(not any(fields.data))
    return account, name, password


def write_credential(account, name, password):
    fields = label("latchkey/credential") + uuid(account) + long(name.encode()) + long(password.encode())
    return fields.ljust(1088, b"\0")


# Envelopes


def write_envelope(server, serial, task, code, account, sequence, write, sealed):
    fields = label("latchkey/envelope") + number(server.version, 4) + short(serial.encode()) + uuid(task)
    fields += number(code, 1) + account + number(KINDS[code][2], 1) + number(sequence, 8) + number(write, 8)
    fields += long(sealed)
    return fields + server.sign(fields)


def read_envelope(data):
    fields, signed, signature = open_message(data, "latchkey/envelope")
    version, serial, task, code = fields.number(4), fields.short(), fields.take(16), fields.number(1)
    account, slot, sequence, write = fields.take(16), fields.number(1), fields.number(8), fields.number(8)
    sealed = fields.long()
    fields.end()
    require(version > 0 and is_serial(serial) and task != NONE and sequence > 0 and code in KINDS)
    name, needs_account, its_slot, needs_write, length = KINDS[code]
    require((account != NONE) == needs_account and slot == its_slot and len(sealed) == length)
    require(0 < write < sequence if needs_write else write == 0)
    envelope = dict(version=version, serial=serial.decode(), kind=name, account=account, sequence=sequence)
    return dict(envelope, write=write, sealed=sealed), signed, signature


# The key


class Key:
    def __init__(self, identity, pin_locked):
        self.identity, self.last, self.done = identity, 0, None
        self.server, self.locked, self.pin_locked, self.accounts = None, False, pin_locked, {}

    def receive(self, data):
        digest = hashlib.sha256(data).digest()
        if self.done is not None and self.done[0] == digest:
            return "DONE", self.done[1]
        try:
            self.carry_out(data)
            outcome = "DONE"
        except Refused as refusal:
            outcome = str(refusal)
        fields = label("latchkey/acknowledgement") + short(self.identity.serial.encode()) + digest
        fields += number(OUTCOMES.index(outcome), 1) + self.state()
        acknowledgement = fields + self.identity.sign(fields)
        if outcome == "DONE":
            self.done = (digest, acknowledgement)
        return outcome, acknowledgement

    def carry_out(self, data):
        envelope, signed, signature = read_envelope(data)
        if envelope["serial"] != self.identity.serial:
            raise Refused("OTHER_KEY")
        sender = self.sender(envelope)
        if not is_signed(sender[1], signed, signature):
            raise Refused("BAD_SIGNATURE")
        if envelope["sequence"] <= self.last:
            raise Refused("REPLAYED")
        if envelope["sequence"] > self.last + 2**32:
            raise Refused("SEQUENCE_TOO_FAR")
        self.change(envelope, sender)
        self.last = envelope["sequence"]
        self.accounts = {key: slots for key, slots in self.accounts.items() if any(slots.values())}

    def sender(self, envelope):
        if envelope["kind"] != "LINK":
            if self.server is None:
                raise Refused("NOT_LINKED")
            if self.server[0] != envelope["version"]:
                raise Refused("OTHER_SERVER")
            return self.server
        named = unsealed(self.identity, envelope["sealed"], read_link)
        if named[0] != envelope["version"]:
            raise Refused("CONTENT_UNREADABLE")
        if self.server not in (None, named):
            raise Refused("ALREADY_LINKED")
        return named

    def change(self, envelope, sender):
        kind, account = envelope["kind"], envelope["account"]
        slots = self.accounts.get(account)
        if kind == "LINK":
            self.server, self.locked, self.pin_locked = sender, False, False
        elif kind == "WRITE_PENDING":
            owner, name, password = unsealed(self.identity, envelope["sealed"], read_credential)
            if owner != account:
                raise Refused("CONTENT_UNREADABLE")
            if slots is None and len(self.accounts) == 16:
                raise Refused("NO_ROOM")
            slots = self.accounts.setdefault(account, dict.fromkeys(SLOTS))
            slots["pending"] = dict(write=str(envelope["sequence"]), logOnName=name, password=password)
        elif kind in ("COMMIT", "DISCARD"):
            self.settle(kind, slots, envelope["write"])
        elif kind == "FORGET_ACCOUNT":
            self.accounts.pop(account, None)
        elif kind == "LOCK":
            self.locked = True
        elif kind == "WIPE":
            self.server, self.locked, self.pin_locked, self.accounts = None, False, False, {}
        elif self.locked or self.pin_locked:
            raise Refused("LOCKED")
        elif slots is None or slots["active"] is None:
            raise Refused("ACCOUNT_UNKNOWN")

    def settle(self, kind, slots, write):
        if slots is None:
            raise Refused("ACCOUNT_UNKNOWN")
        if slots["pending"] is None or slots["pending"]["write"] != str(write):
            raise Refused("OTHER_WRITE")
        if kind == "COMMIT":
            slots["active"], slots["previous"] = slots["pending"], slots["active"]
        slots["pending"] = None

    def state(self):
        flags = (1 if self.server else 0) + (2 if self.locked else 0) + (4 if self.pin_locked else 0)
        version, public = self.server or (0, bytes(32))
        fields = number(flags, 1) + number(version, 4) + public + number(self.last, 8) + number(len(self.accounts), 1)
        for account, slots in sorted(self.accounts.items()):
            fields += account
            for slot in SLOTS:
                fields += number(int(slots[slot]["write"]) if slots[slot] else 0, 8)
        return fields


def unsealed(identity, sealed, read):
    content = identity.open(sealed)
    try:
        require(content is not None)
        return read(content)
    except Refused:
        raise Refused("CONTENT_UNREADABLE") from None


# The server


def read_state(fields):
    flags, version, public, last = fields.number(1), fields.number(4), fields.take(32), fields.number(8)
    accounts = [(fields.take(16), [fields.number(8) for _ in SLOTS]) for _ in range(fields.number(1))]
    linked, locked = bool(flags & 1), bool(flags & 2)
    require(flags < 8 and linked == (version > 0) and len(accounts) <= 16)
    require(linked or (public == bytes(32) and not locked and not accounts))
    ids = [account for account, _ in accounts]
    require(NONE not in ids and ids == sorted(set(ids)))
    for _, slots in accounts:
        filled = [write for write in slots if write]
        require(filled and len(filled) == len(set(filled)) and max(filled) <= last)
    slots = [dict(zip(("accountId",) + SLOTS, [uuid_text(account)] + [str(w) for w in s])) for account, s in accounts]
    return {
        "server": {"version": version, "publicKey": public.hex()} if linked else None,
        "locked": locked,
        "pinLocked": bool(flags & 4),
        "lastSequence": str(last),
        "accounts": slots,
    }


def verify_acknowledgement(data, key, server, envelope, newest):
    fields, signed, signature = open_message(data, "latchkey/acknowledgement")
    serial, digest, outcome = fields.short(), fields.take(32), fields.number(1)
    require(is_serial(serial) and outcome < len(OUTCOMES))
    state = read_state(fields)
    fields.end()
    if serial.decode() != key.serial:
        raise Refused("OTHER_KEY")
    if not is_signed(key.public, signed, signature):
        raise Refused("BAD_SIGNATURE")
    if digest != hashlib.sha256(envelope).digest():
        raise Refused("OTHER_ENVELOPE")
    if int(state["lastSequence"]) < newest:
        raise Refused("OUT_OF_ORDER")
    if state["server"] not in (None, {"version": server.version, "publicKey": server.public.hex()}):
        raise Refused("OTHER_SERVER")
    if OUTCOMES[outcome] == "DONE" and not shows(state, read_envelope(envelope)[0]):
        raise Refused("UNTRUE_STATE")
    return OUTCOMES[outcome], state


def shows(state, envelope):
    slots = {slots["accountId"]: slots for slots in state["accounts"]}.get(uuid_text(envelope["account"]))
    active, pending = (int(slots["active"]), int(slots["pending"])) if slots else (0, 0)
    write, linked = envelope["write"], state["server"] is not None
    return int(state["lastSequence"]) == envelope["sequence"] and {
        "LINK": linked and not state["locked"] and not state["pinLocked"],
        "WRITE_PENDING": pending == envelope["sequence"],
        "COMMIT": active == write,
        "DISCARD": write not in (active, pending),
        "FORGET_ACCOUNT": slots is None,
        "LOCK": state["locked"],
        "WIPE": not linked,
        "RENEW_CACHED_LOGON": active > 0 and not state["locked"],
    }[envelope["kind"]]


def verify_status(data, key, nonce):
    fields, signed, signature = open_message(data, "latchkey/status")
    serial, asked = fields.short(), fields.take(32)
    require(is_serial(serial))
    state = read_state(fields)
    fields.end()
    if serial.decode() != key.serial:
        raise Refused("OTHER_KEY")
    if not is_signed(key.public, signed, signature):
        raise Refused("BAD_SIGNATURE")
    if asked != nonce:
        raise Refused("OTHER_NONCE")
    return state


def write_old_password(version, serial, account, nonce, password):
    fields = label("latchkey/old-password") + number(version, 4) + short(serial.encode()) + uuid(account)
    return (fields + nonce + long(password.encode())).ljust(1024, b"\0")


def read_old_password(data):
    fields = Fields(data)
    require(len(data) == 1024)
    require(fields.take(len(label("latchkey/old-password"))) == label("latchkey/old-password"))
    version, serial, account, nonce = fields.number(4), fields.short(), fields.take(16), fields.take(32)
    password = read_text(fields.long(), 768)
    require(version > 0 and is_serial(serial) and account != NONE and len(password.encode("utf-16-le")) <= 512)
    require(not any(fields.data))
    return version, serial.decode(), account, nonce, password


def open_old_password(server, sealed, serial, account, nonce):
    *about, password = unsealed(server, sealed, read_old_password)
    require(about == [server.version, serial, account, nonce])
    return password


# The vectors


def verdict(work):
    """What came of it: ACCEPTED with a value, or the refusal without one."""
    try:
        return "ACCEPTED", work()
    except Refused as refusal:
        return str(refusal), None


def check_identities(cast, vector):
    identity = cast[vector["name"]]
    same(identity.public.hex(), vector["publicKey"])
    same(identity.sealing_public.hex(), vector["sealingPublicKey"])
    same(identity.sealing_private.hex(), vector["sealingPrivateKey"])


def check_sealed(cast, vector):
    plain = cast[vector["to"]].open(bytes.fromhex(vector["sealed"]))
    same(plain and plain.hex(), vector["plain"])


def check_contents(_cast, vector):
    data, fields = bytes.fromhex(vector["bytes"]), vector["fields"]
    link = vector["kind"] == "LINK"
    _, read = verdict(lambda: read_link(data) if link else read_credential(data))
    if fields is None:
        same(read, None)
    elif link:
        same(read, (fields["version"], bytes.fromhex(fields["publicKey"])))
        same(label("latchkey/link") + number(read[0], 4) + read[1], data)
    else:
        same(read, (uuid(fields["accountId"]), fields["logOnName"], fields["password"]))
        same(write_credential(fields["accountId"], fields["logOnName"], fields["password"]), data)


def check_envelopes(cast, vector):
    code = next(code for code, kind in KINDS.items() if kind[0] == vector["kind"])
    account = uuid(vector["accountId"]) if vector["accountId"] else NONE
    sealed, data, server = bytes.fromhex(vector["sealed"]), bytes.fromhex(vector["bytes"]), cast[vector["server"]]
    numbers = (int(vector["sequence"]), int(vector["write"]))
    same(write_envelope(server, vector["serial"], vector["taskId"], code, account, *numbers, sealed), data)
    read, signed, signature = read_envelope(data)
    same((read["kind"], read["account"], read["sequence"], read["write"]), (vector["kind"], account) + numbers)
    same(is_signed(server.public, signed, signature), True)


def check_deliveries(cast, vector):
    key = Key(cast["key"], vector["pinLocked"])
    for step in vector["steps"]:
        outcome, acknowledgement = key.receive(bytes.fromhex(step["envelope"]))
        same(outcome, step["outcome"])
        same(acknowledgement.hex(), step["acknowledgement"])
        held = [dict(slots, accountId=uuid_text(account)) for account, slots in sorted(key.accounts.items())]
        same(held, step["accounts"])


def check_acknowledgements(cast, vector):
    data, envelope = bytes.fromhex(vector["acknowledgement"]), bytes.fromhex(vector["envelope"])
    known = (cast["key"], cast["server"], envelope, int(vector["newestSequence"]))
    said, value = verdict(lambda: verify_acknowledgement(data, *known))
    same(said, vector["verdict"])
    same(value or (None, None), (vector["outcome"], vector["state"]))


def check_attempts(cast, vector):
    message = label("latchkey/activation-attempt") + short(vector["serial"].encode())
    message += bytes.fromhex(vector["nonce"]) + vector["code"].encode()
    signature = bytes.fromhex(vector["signature"])
    eight = re.fullmatch("[0-9]{8}", vector["code"]) is not None
    same(eight and is_signed(cast["key"].public, message, signature), vector["good"])


def check_statuses(cast, vector):
    data, nonce = bytes.fromhex(vector["status"]), bytes.fromhex(vector["nonce"])
    same(verdict(lambda: verify_status(data, cast["key"], nonce)), (vector["verdict"], vector["state"]))


def check_old_passwords(cast, vector):
    server, nonce, password = cast["server"], bytes.fromhex(vector["nonce"]), vector["password"]
    content, sealed = server.open(bytes.fromhex(vector["sealed"])), bytes.fromhex(vector["sealed"])
    same(content.hex(), vector["content"])
    asked = (vector["serial"], uuid(vector["accountId"]), nonce)
    same(verdict(lambda: open_old_password(server, sealed, *asked))[1], password)
    if password is not None:
        same(write_old_password(1, vector["serial"], vector["accountId"], nonce, password), content)


def same(ours, theirs):
    if ours != theirs:
        raise AssertionError(f"the page says\n  {ours}\nand the vector\n  {theirs}")


CHECKS = {
    "identities": check_identities,
    "sealed": check_sealed,
    "contents": check_contents,
    "envelopes": check_envelopes,
    "deliveries": check_deliveries,
    "acknowledgements": check_acknowledgements,
    "attempts": check_attempts,
    "statuses": check_statuses,
    "oldPasswords": check_old_passwords,
}


def main():
    vectors = json.load(sys.stdin)
    same(vectors.pop("protocolVersion"), VERSION)
    vectors.pop("about")
    same(sorted(vectors), sorted(CHECKS))
    cast = {vector["name"]: Identity(vector) for vector in vectors["identities"]}
    for part, list_of_vectors in vectors.items():
        for vector in list_of_vectors:
            try:
                CHECKS[part](cast, vector)
            except Exception as error:
                sys.exit(f"{part}, {vector.get('name', vector.get('kind'))}: {error!r}")
    print(json.dumps({part: len(list_of_vectors) for part, list_of_vectors in vectors.items()}))


main()
