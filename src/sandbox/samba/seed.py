"""Puts the sandbox's units, people and groups into a Samba domain that has just been provisioned.

Reads one JSON object from standard input (see provision-domain.ts for its fields) and writes one JSON object a line:
{"done": 250, "total": 2000} while it works, {"error": "..."} when it has to give up (exit code 1).
Works on the database files directly: the domain must not be running.
"""

import json
import os
import sys

import ldb
from samba import dsdb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

# One transaction of 10,000 people takes minutes; many of one person take as long.
BATCH = 250

ATTRIBUTES = {
    "givenName": "givenName",
    "surname": "sn",
    "displayName": "displayName",
    "mail": "mail",
    "telephoneNumber": "telephoneNumber",
    "title": "title",
    "department": "department",
    "company": "company",
}


class Seeder:
    def __init__(self, job):
        parameters = LoadParm()
        parameters.load(job["configuration"])
        self.job = job
        self.database = SamDB(session_info=system_session(), lp=parameters)
        self.base = ldb.Dn(self.database, self.database.domain_dn())
        self.users = self.database.get_wellknown_dn(self.base, dsdb.DS_GUID_USERS_CONTAINER)

    def run(self):
        self.in_transaction(self.add_accounts)
        self.in_transaction(self.add_units)
        people = self.job["people"]
        for start in range(0, len(people), BATCH):
            batch = people[start:start + BATCH]
            self.in_transaction(lambda: [self.add_person(person) for person in batch])
            report({"done": start + len(batch), "total": len(people)})
        self.in_transaction(self.add_groups)

    def in_transaction(self, work):
        self.database.transaction_start()
        try:
            work()
        except BaseException:
            self.database.transaction_cancel()
            raise
        self.database.transaction_commit()

    def add_accounts(self):
        never_expires = dsdb.UF_NORMAL_ACCOUNT | dsdb.UF_DONT_EXPIRE_PASSWD
        administrator = self.job["administrator"]
        # An archive may be unpacked when the 42 days of the default password policy are long over.
        self.database.setpassword("(sAMAccountName=Administrator)", administrator["password"])
        found = self.database.search(self.base, expression="(sAMAccountName=Administrator)", attrs=[])
        self.replace(found[0].dn, "userAccountControl", str(never_expires))
        self.replace(found[0].dn, "userPrincipalName", administrator["name"])
        reader = self.job["reader"]
        login = reader["name"].split("@")[0]
        self.add(child(self.database, "CN", login, self.users), {
            "objectClass": "user",
            "sAMAccountName": login,
            "userPrincipalName": reader["name"],
            "userAccountControl": str(never_expires),
            "unicodePwd": quoted(reader["password"]),
        })

    def add_units(self):
        for unit in self.job["units"]:
            self.add(self.unit_dn(unit), {"objectClass": "organizationalUnit"})

    def add_person(self, person):
        values = {
            "objectClass": "user",
            "sAMAccountName": person["login"],
            "userPrincipalName": "%s@%s" % (person["login"], self.job["dnsName"]),
            "userAccountControl": str(control_bits(person)),
        }
        for field, attribute in ATTRIBUTES.items():
            if field in person:
                values[attribute] = person[field]
        if self.job["passwordGroup"] in person["groups"]:
            values["unicodePwd"] = quoted(self.job["initialPassword"])
        else:
            # A password costs ten times as much as the rest of a person, and nobody signs in as this one.
            values["pwdLastSet"] = "-1"
        self.add(self.person_dn(person), values)

    def add_groups(self):
        for group in self.job["groups"]:
            members = [str(self.person_dn(person)) for person in self.job["people"] if group in person["groups"]]
            values = {"objectClass": "group", "sAMAccountName": group}
            if members:
                values["member"] = members
            self.add(child(self.database, "CN", group, self.users), values)

    def unit_dn(self, unit):
        return child(self.database, "OU", unit, self.base)

    def person_dn(self, person):
        return child(self.database, "CN", person["commonName"], self.unit_dn(person["unit"]))

    def add(self, dn, values):
        message = ldb.Message(dn)
        for attribute, value in values.items():
            message[attribute] = value
        try:
            self.database.add(message)
        except ldb.LdbError as error:
            raise ValueError("Samba refused %s: %s" % (dn, error.args[1])) from error

    def replace(self, dn, attribute, value):
        message = ldb.Message(dn)
        message[attribute] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, attribute)
        self.database.modify(message)


def child(database, attribute, value, parent):
    """The DN of an object below `parent`; ldb escapes the value."""
    relative = ldb.Dn(database, "CN=x")
    relative.set_component(0, attribute, value)
    full = ldb.Dn(database, str(parent))
    full.add_child(relative)
    return full


def control_bits(person):
    return dsdb.UF_NORMAL_ACCOUNT | (0 if person["enabled"] else dsdb.UF_ACCOUNTDISABLE)


def quoted(password):
    return ('"%s"' % password).encode("utf-16-le")


def report(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main():
    os.umask(0o077)
    try:
        Seeder(json.load(sys.stdin.buffer)).run()
    except (ValueError, KeyError, OSError, ldb.LdbError) as error:
        report({"error": str(error)})
        sys.exit(1)


main()
