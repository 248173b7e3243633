import { MikroORM } from '@mikro-orm/postgresql';
import { Command, Option } from 'commander';
import { createPool } from './database.js';
import { UserRole } from './domain/states.js';
import { AppError } from './errors.js';
import { createMasterKey } from './cli/create-master-key.js';
import { ormOptions } from './orm.config.js';
import { createUser } from './services/users/create-user.js';
import { readNewPassword } from './cli/read-new-password.js';

const commandLine = { kind: 'COMMAND_LINE', id: null, name: 'command line' } as const;
/** Roles a command may give: an employee's sign-in comes with an invitation. */
const ROLES = [UserRole.ADMINISTRATOR, UserRole.AUDITOR] as const;

const ADD_PASSKEY =
  'Start the servers with LATCHKEY_REQUIRE_PASSKEY=false until they have signed in and added one.';
const PASSKEY_FIRST =
  'Where the servers run with LATCHKEY_REQUIRE_PASSKEY=true, they need a passkey first, which they add while that is off.';

interface CreateUserOptions {
  readonly email: string;
  readonly name: string;
  readonly role: (typeof ROLES)[number];
  readonly passwordStdin?: true;
}

function databaseUrl(): string {
  const url = process.env['DATABASE_URL'];
  if (url) return url;
  throw new AppError(
    'BAD_INPUT',
    'DATABASE_URL: missing. Set it to the address of the database, postgresql://…',
  );
}

async function runCreateUser(options: CreateUserOptions): Promise<void> {
  const pool = createPool(databaseUrl(), 1);
  try {
    const password = await readNewPassword(options.passwordStdin === true);
    const user = { email: options.email, displayName: options.name, role: options.role, password };
    await createUser(pool, commandLine, user);
    console.log(
      process.env['LATCHKEY_REQUIRE_PASSKEY'] === 'true'
        ? `${options.name} is added as ${options.email}, but cannot sign in yet: LATCHKEY_REQUIRE_PASSKEY is on, and they have no passkey. ${ADD_PASSKEY}`
        : `${options.name} can sign in now as ${options.email}. ${PASSKEY_FIRST}`,
    );
  } finally {
    await pool.end();
  }
}

async function runMigrate(): Promise<void> {
  const orm = await MikroORM.init({ ...ormOptions(databaseUrl()), logger: () => undefined });
  try {
    const done = await orm.migrator.up();
    console.log(
      done.length === 0
        ? 'The database is up to date.'
        : done.map(({ name }) => `Applied ${name}.`).join('\n'),
    );
  } finally {
    await orm.close();
  }
}

async function runCreateMasterKey(file: string): Promise<void> {
  await createMasterKey(file);
  console.log(`${file} holds a new master key. Keep a copy where the database's copies are not.`);
}

const program = new Command('latchkey').description('Sets up a Latchkey server.');

program
  .command('create-master-key')
  .description('Makes a key file for LATCHKEY_MASTER_KEY_FILE. An existing file is left alone.')
  .argument('<file>', 'where to write it')
  .action(runCreateMasterKey);

program
  .command('create-user')
  .description('Adds somebody who may sign in. Asks for the password.')
  .requiredOption('--email <address>', 'what they sign in with')
  .requiredOption('--name <name>', 'what they are called')
  .addOption(new Option('--role <role>', 'what they may do').choices(ROLES).makeOptionMandatory())
  .option('--password-stdin', 'read the password from the first line of standard input')
  .action(runCreateUser);

program.command('migrate').description('Brings the database up to date.').action(runMigrate);

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
}
