"""The authenticator protocol once more, written from docs/authenticator-protocol.md with PyNaCl and nothing of the
TypeScript code.

Reads the vectors from standard input and prints how many of each part it has checked, as JSON. Exit code 1 names the
first thing that is not as the page says.
"""

import base64
import json
import re
import sys
from urllib.parse import quote

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey


def message(*fields):
    """Each field: its length, four bytes, highest first, and then its bytes; text is UTF-8."""
    data = b""
    for field in fields:
        field = field.encode() if isinstance(field, str) else field
        data += len(field).to_bytes(4, "big") + field
    return data


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def code(purpose, server, server_key, token):
    same(re.fullmatch("[A-Za-z0-9_-]{1,200}", token) is not None, True)
    return f"latchkey://{purpose}?v=1&s={quote(server, safe='')}&k={base64url(server_key)}&t={token}"


def is_signed(public, data, signature):
    try:
        VerifyKey(public).verify(data, signature)
        return len(signature) == 64
    except BadSignatureError:
        return False


def check_keys(vectors, keys):
    for name, key in keys.items():
        same(bytes(key.verify_key).hex(), vectors[name]["publicKey"])
    return len(keys)


def check_codes(vectors, keys):
    server, server_key = "https://keys.example/latchkey", bytes(keys["server"].verify_key)
    tokens = {
        "enrol": ("enrol", vectors["secret"]),
        "signIn": ("sign-in", vectors["question"]),
        "unlock": ("unlock", vectors["pairingSecret"]),
    }
    same(sorted(vectors["codes"]), sorted(tokens))
    for name, (purpose, token) in tokens.items():
        same(code(purpose, server, server_key, token), vectors["codes"][name])
    return len(tokens)


def check_messages(vectors, keys):
    server_key, app_key = (bytes(keys[name].verify_key) for name in ("server", "app"))
    secret, app, own_id = vectors["secret"], vectors["app"], vectors["authenticatorId"]
    sign_in = ("latchkey/app-sign-in/1", server_key, own_id, vectors["question"])
    table = {
        "registration": ("app", "latchkey/app-registration/1", server_key, secret, app_key, app["name"], app["platform"]),
        "registered": ("server", "latchkey/app-registered/1", server_key, secret, app_key, own_id),
        "session": ("app", "latchkey/app-session/1", server_key, own_id, vectors["nonce"]),
        "yes": ("app", *sign_in, "yes"),
        "no": ("app", *sign_in, "no"),
        **unlock_messages(vectors, server_key, own_id),
    }
    same(sorted(vectors["messages"]), sorted(table))
    for name, (signer, *fields) in table.items():
        vector, data = vectors["messages"][name], message(*fields)
        signature = base64.b64decode(vector["signature"], validate=True)
        same((name, signer, data.hex()), (name, vector["signedBy"], vector["message"]))
        # Ed25519 as RFC 8032 has it gives one signature for a key and a message.
        same((name, keys[signer].sign(data).signature.hex()), (name, signature.hex()))
        for key_name, key in keys.items():
            same((name, is_signed(bytes(key.verify_key), data, signature)), (name, key_name == signer))
    return len(table)


def unlock_messages(vectors, server_key, own_id):
    workstation, credential = vectors["workstationId"], vectors["credentialId"]
    unlock = ("latchkey/app-unlock/1", server_key, own_id, credential, workstation, vectors["unlockId"], vectors["unlockNonce"])
    return {
        "pair": ("app", "latchkey/app-pair/1", server_key, own_id, workstation, vectors["pairingSecret"]),
        "unlock": ("app", *unlock, str(vectors["number"])),
        "dontUnlock": ("app", *unlock, "no"),
        "renew": ("app", "latchkey/app-renew/1", server_key, own_id, credential, vectors["expiresAt"]),
    }


def same(ours, theirs):
    if ours != theirs:
        raise AssertionError(f"the page says\n  {ours}\nand the vector\n  {theirs}")


CHECKS = {"keys": check_keys, "codes": check_codes, "messages": check_messages}


def main():
    vectors = json.load(sys.stdin)
    checked = {}
    for part, check in CHECKS.items():
        try:
            keys = {name: SigningKey(bytes.fromhex(vectors[name]["seed"])) for name in ("server", "app")}
            same(vectors["version"], 1)
            checked[part] = check(vectors, keys)
        except Exception as error:
            sys.exit(f"{part}: {error!r}")
    print(json.dumps(checked))


main()
