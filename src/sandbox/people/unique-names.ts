import type { SeedPerson } from '../sandbox-directory.js';
import { LONGEST } from './awkward-people.js';

/** Gives out log-on names, addresses and relative names of one domain, none twice. */
export class UniqueNames {
  readonly #logins = new Set<string>();
  readonly #commonNames = new Set<string>();
  readonly #next = new Map<string, number>();

  /** @param taken people who have their names already. */
  constructor(taken: readonly SeedPerson[]) {
    for (const person of taken) {
      this.#logins.add(person.login.toLowerCase());
      this.#commonNames.add(commonNameKey(person.commonName, person.unit));
    }
  }

  /** First letter and surname, numbered from the second on; at most 20 characters. */
  login(givenName: string, surname: string): string {
    const stem = plain(givenName).slice(0, 1) + plain(surname);
    for (;;) {
      const number = this.#number(`login ${stem}`);
      const suffix = number === 1 ? '' : String(number);
      const login = stem.slice(0, LONGEST.login - suffix.length) + suffix;
      if (this.#logins.has(login)) continue;
      this.#logins.add(login);
      return login;
    }
  }

  /** `given.surname@domain`, numbered from the second on. */
  mail(givenName: string, surname: string, mailDomain: string): string {
    const stem = `${plain(givenName)}.${plain(surname)}`;
    const number = this.#number(`mail ${stem}@${mailDomain}`);
    return `${stem}${number === 1 ? '' : number}@${mailDomain}`;
  }

  /** The full name, with the log-on name behind it when the unit has somebody of that name. */
  commonName(fullName: string, login: string, unit: string): string {
    const key = commonNameKey(fullName, unit);
    const name = this.#commonNames.has(key) ? `${fullName} (${login})` : fullName;
    this.#commonNames.add(commonNameKey(name, unit));
    return name;
  }

  #number(key: string): number {
    const number = (this.#next.get(key) ?? 0) + 1;
    this.#next.set(key, number);
    return number;
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9-]/gu, '');
}

/** Windows takes names that differ only in accents or letter case for the same one. */
function commonNameKey(commonName: string, unit: string): string {
  return `${unit}/${commonName
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()}`;
}
