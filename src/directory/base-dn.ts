import { domainOfDn } from '../domain/active-directory/directory-values.js';
import { AppError } from '../errors.js';
import type { DirectoryReader } from './wire/directory-reader.js';
import { dnOf } from './wire/ldap-entry.js';

/**
 * The base as the controller writes it; without a wish, the root of the domain. Fails with BASE_DN_NOT_FOUND when it
 * is not there, cannot be seen, or belongs to another domain.
 */
export async function resolveBaseDn(reader: DirectoryReader, wanted: string | undefined): Promise<string> {
  const { defaultNamingContext } = reader.rootDse;
  const base = wanted?.trim() || defaultNamingContext;
  if (domainOfDn(base) !== domainOfDn(defaultNamingContext)) {
    throw notFound(base, `it does not belong to the domain of this controller, ${defaultNamingContext}`);
  }
  const entry = await reader.object(base, ['objectClass'], `looking for the base DN ${base}`);
  if (entry === undefined) throw notFound(base, 'there is no such object that the bind account can see');
  return dnOf(entry);
}

function notFound(base: string, why: string): AppError {
  return new AppError(
    'BASE_DN_NOT_FOUND',
    `The base DN ${base} was not found: ${why}. Correct it, or leave it empty to use the whole domain.`,
  );
}
