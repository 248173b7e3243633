import { isIP } from 'node:net';
import { readFileSync } from 'node:fs';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';
import { WorkstationEnrolment } from './domain/states.js';
import { MailLanguage } from './mail/mail-language.js';
import type { SmtpMailerSettings } from './mail/smtp-mailer.js';
import { readMailSettings } from './mail-settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** An empty variable counts as absent: compose files and shells set such by accident. */
const absentWhenEmpty = (value: unknown): unknown => (value === '' ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(absentWhenEmpty, schema);
const port = z.coerce.number().int().min(0).max(65_535);

const yesOrNo = z.enum(['true', 'false']);
const count = z.coerce.number().int().min(1).max(1_000_000);

const ORIGIN = 'scheme, host and port alone, such as https://latchkey.example';
const NETWORKS = 'must be addresses or networks with commas between them, such as 10.0.0.5,192.168.7.0/24';

const environmentSchema = z.object({
  DATABASE_URL: setting(z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' })),
  TEMPORAL_ADDRESS: setting(
    z
      .string()
      .regex(/^[^\s/]+:\d+$/, 'must be host:port')
      .default('127.0.0.1:7233'),
  ),
  TEMPORAL_NAMESPACE: setting(z.string().min(1).default('default')),
  LATCHKEY_TASK_QUEUE: setting(z.string().min(1).default('latchkey')),
  LATCHKEY_MASTER_KEY: setting(z.string().optional()),
  LATCHKEY_MASTER_KEY_FILE: setting(z.string().optional()),
  LATCHKEY_HOST: setting(z.string().default('127.0.0.1')),
  LATCHKEY_PORT: setting(port.default(4000)),
  LATCHKEY_PUBLIC_URL: setting(
    z
      .url({ protocol: /^https?$/ })
      .refine(isOrigin, ORIGIN)
      .optional(),
  ),
  LATCHKEY_TRUSTED_PROXIES: setting(z.string().transform(listOf).refine(areNetworks, NETWORKS).optional()),
  LATCHKEY_INTROSPECTION: setting(yesOrNo.default('true')),
  LATCHKEY_GRAPHIQL: setting(yesOrNo.default('true')),
  LATCHKEY_SOCKETS: setting(count.default(2000)),
  LATCHKEY_SOCKETS_PER_ADDRESS: setting(count.default(100)),
  LATCHKEY_SOCKETS_PER_PRINCIPAL: setting(count.default(200)),
  LATCHKEY_SUBSCRIPTIONS_PER_PRINCIPAL: setting(count.default(2000)),
  LATCHKEY_SMTP_URL: setting(z.string().optional()),
  LATCHKEY_SMTP_URL_FILE: setting(z.string().optional()),
  LATCHKEY_MAIL_FROM: setting(z.string().optional()),
  LATCHKEY_MAIL_LANGUAGE: setting(z.enum(MailLanguage).default('en')),
  LATCHKEY_METRICS_PORT: setting(port.optional()),
  LATCHKEY_METRICS_HOST: setting(z.string().default('127.0.0.1')),
  LATCHKEY_SESSION_HOURS: setting(z.coerce.number().int().min(1).max(720).default(12)),
  LATCHKEY_SESSION_IDLE_MINUTES: setting(z.coerce.number().int().min(5).max(43_200).default(120)),
  LATCHKEY_REQUIRE_PASSKEY: setting(yesOrNo.default('false')),
  LATCHKEY_WORKSTATION_ENROLMENT: setting(z.enum(WorkstationEnrolment).default('token')),
  LATCHKEY_ACTIVATION_DAYS: setting(z.coerce.number().int().min(1).max(365).default(7)),
  LATCHKEY_LOG_LEVEL: setting(z.enum(LOG_LEVELS).default('info')),
});

function listOf(text: string): readonly string[] {
  return text.split(',').map((part) => part.trim());
}

/** Links and pages are put together with it: what else it said would get lost, or into them. What is no URL is told before. */
function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && [search, hash, username, password].every((part) => part === '');
}

const NAME_NEEDED =
  'LATCHKEY_REQUIRE_PASSKEY: needs LATCHKEY_PUBLIC_URL with a name, since browsers make passkeys for nothing else';

/** Whether administrators could give the passkey that is asked of them. */
function canUsePasskeys(publicUrl: string | undefined): boolean {
  return publicUrl !== undefined && isIP(new URL(publicUrl).hostname.replaceAll(/[[\]]/g, '')) === 0;
}

/** Whether links with secrets in them go over networks unencrypted. */
export function isInTheClear({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && hostname !== 'localhost' && !/^(127\.|\[::1\]$)/.test(hostname);
}

/** A network that holds every address would let anybody say where they come from. */
function areNetworks(list: readonly string[]): boolean {
  try {
    proxyAddr.compile([...list]);
    return !list.some((network) => network.endsWith('/0'));
  } catch {
    return false;
  }
}

/** Everything the server and the worker need to know, read once at the start. */
export interface Config {
  readonly databaseUrl: string;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly taskQueue: string };
  /** 32 bytes. Everything encrypted at rest hangs on it. */
  readonly masterKey: Buffer;
  readonly http: { readonly host: string; readonly port: number; readonly publicUrl: URL | undefined };
  readonly access: AccessConfig;
  /** Undefined: mails are recorded and wait. */
  readonly mail: SmtpMailerSettings | undefined;
  /** Where this process shows its numbers and its health; undefined: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** What employees read. */
  readonly mailLanguage: MailLanguage;
  readonly sessionHours: number;
  /** A session that nobody uses for so long is over. */
  readonly sessionIdleMinutes: number;
  /** Whether administrators and auditors give a passkey besides the password. */
  readonly requirePasskey: boolean;
  /** Who may register a workstation. */
  readonly workstationEnrolment: WorkstationEnrolment;
  /** How long an activation code can be used. */
  readonly activationDays: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Who is let in, and to how much. */
export interface AccessConfig {
  /** Addresses and networks of proxies whose word counts on where a request comes from. */
  readonly trustedProxies: readonly string[];
  readonly introspection: boolean;
  readonly graphiql: boolean;
  readonly sockets: SocketLimits;
}

/** Most WebSocket connections and subscriptions of one server process. */
export interface SocketLimits {
  readonly all: number;
  /** Of those that have not said who they are, and of the anonymous. */
  readonly perAddress: number;
  /** Of one user or one API token. */
  readonly perPrincipal: number;
  readonly subscriptionsPerPrincipal: number;
}

/** All mistakes of an environment together, each as one line that names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The settings are wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/** Reads the environment. Throws ConfigError with every mistake, never with a value of a secret. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = environmentSchema.safeParse(environment);
  const key = readMasterKey(environment);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (typeof key === 'string') faults.push(key);
  const mail = readMailSettings(environment);
  if (Array.isArray(mail)) faults.push(...mail);
  if (parsed.data?.LATCHKEY_REQUIRE_PASSKEY === 'true' && !canUsePasskeys(parsed.data.LATCHKEY_PUBLIC_URL)) {
    faults.push(NAME_NEEDED);
  }
  if (!parsed.success || typeof key === 'string' || Array.isArray(mail) || faults.length > 0) {
    throw new ConfigError(faults);
  }
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL,
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      taskQueue: env.LATCHKEY_TASK_QUEUE,
    },
    masterKey: key,
    http: {
      host: env.LATCHKEY_HOST,
      port: env.LATCHKEY_PORT,
      publicUrl: env.LATCHKEY_PUBLIC_URL === undefined ? undefined : new URL(env.LATCHKEY_PUBLIC_URL),
    },
    access: accessConfig(env),
    mail,
    metrics:
      env.LATCHKEY_METRICS_PORT === undefined
        ? undefined
        : { host: env.LATCHKEY_METRICS_HOST, port: env.LATCHKEY_METRICS_PORT },
    mailLanguage: env.LATCHKEY_MAIL_LANGUAGE,
    sessionHours: env.LATCHKEY_SESSION_HOURS,
    sessionIdleMinutes: env.LATCHKEY_SESSION_IDLE_MINUTES,
    requirePasskey: env.LATCHKEY_REQUIRE_PASSKEY === 'true',
    workstationEnrolment: env.LATCHKEY_WORKSTATION_ENROLMENT,
    activationDays: env.LATCHKEY_ACTIVATION_DAYS,
    logLevel: env.LATCHKEY_LOG_LEVEL,
  };
}

function accessConfig(env: z.infer<typeof environmentSchema>): AccessConfig {
  return {
    trustedProxies: env.LATCHKEY_TRUSTED_PROXIES ?? [],
    introspection: env.LATCHKEY_INTROSPECTION === 'true',
    graphiql: env.LATCHKEY_GRAPHIQL === 'true',
    sockets: {
      all: env.LATCHKEY_SOCKETS,
      perAddress: env.LATCHKEY_SOCKETS_PER_ADDRESS,
      perPrincipal: env.LATCHKEY_SOCKETS_PER_PRINCIPAL,
      subscriptionsPerPrincipal: env.LATCHKEY_SUBSCRIPTIONS_PER_PRINCIPAL,
    },
  };
}

/** The key, or a sentence that says why there is none. */
function readMasterKey(environment: NodeJS.ProcessEnv): Buffer | string {
  const text = environment['LATCHKEY_MASTER_KEY'] || undefined;
  const file = environment['LATCHKEY_MASTER_KEY_FILE'] || undefined;
  if (text !== undefined && file !== undefined) {
    return 'LATCHKEY_MASTER_KEY, LATCHKEY_MASTER_KEY_FILE: set one of them, not both';
  }
  if (text !== undefined) return decodeKey('LATCHKEY_MASTER_KEY', text);
  if (file === undefined) {
    return 'LATCHKEY_MASTER_KEY: missing. Make a key file with `npm run latchkey -- create-master-key FILE` and set LATCHKEY_MASTER_KEY_FILE to it';
  }
  try {
    return decodeKey('LATCHKEY_MASTER_KEY_FILE', readFileSync(file, 'utf8'));
  } catch (error) {
    return `LATCHKEY_MASTER_KEY_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}

function decodeKey(name: string, text: string): Buffer | string {
  const bare = text.trim();
  const key = /^[A-Za-z0-9+/]{43}=$/.test(bare) ? Buffer.from(bare, 'base64') : undefined;
  return key?.length === 32 ? key : `${name}: must be 32 bytes in base64 (44 characters)`;
}
