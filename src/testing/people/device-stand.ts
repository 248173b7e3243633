import { expect } from '@jest/globals';
import { defaultSignInLimits } from '../../services/sign-in/attempts/sign-in-limits.js';
import { StoredAttempts } from '../../services/sign-in/attempts/stored-attempts.js';
import { startApi, type TestApi, type TestUser } from '../start-api.js';

export const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { token user { id } userErrors { code } } }';

interface TriedFrom {
  readonly device?: string | undefined;
  readonly address?: string;
  readonly by?: TestApi;
  /** Whether it seems to be a browser, though it has no mark. */
  readonly isBrowser?: boolean;
}

export interface Tried {
  readonly codes: readonly unknown[];
  readonly token: string;
  /** What the browser is to keep, as it stands in the header. */
  readonly cookie: string | undefined;
}

/** Two servers with one database, people who sign in to them, and strangers behind the same addresses. */
export class DeviceStand {
  /** Where everybody of somebody's office comes from, the stranger included; one office for each. */
  private readonly offices = new Map<string, string>();

  private constructor(
    readonly api: TestApi,
    readonly other: TestApi,
  ) {}

  static async start(): Promise<DeviceStand> {
    const sockets = { all: 100, perAddress: 100, perPrincipal: 100, subscriptionsPerPrincipal: 100 };
    const access = { trustedProxies: ['loopback'], introspection: true, graphiql: true, sockets };
    const api = await startApi({ config: { access } });
    const { databaseUrl, masterKey } = api.config;
    return new DeviceStand(api, await startApi({ config: { access, databaseUrl, masterKey } }));
  }

  async close(): Promise<void> {
    await this.other.close();
    await this.api.close();
  }

  async tries(
    { email, password }: Pick<TestUser, 'email' | 'password'>,
    { device, address = this.officeOf(email), by = this.api, isBrowser = false }: TriedFrom = {},
  ): Promise<Tried> {
    const headers = {
      'x-forwarded-for': address,
      ...(isBrowser ? { cookie: 'other=1' } : {}),
      ...(device === undefined ? {} : { cookie: `other=1; latchkey_device=${device}` }),
    };
    const input = { email, password };
    const answer = await by.client({ headers }).post<{ signIn: { token: string } }>(SIGN_IN, { input });
    return {
      codes: answer.errors.map(({ extensions }) => extensions?.['code']),
      token: answer.data?.signIn.token ?? '',
      cookie: answer.headers.getSetCookie().find((text) => text.startsWith('latchkey_device=')),
    };
  }

  /** The mark that somebody's browser has kept after signing in, elsewhere than in the office. */
  async markOf(user: TestUser, device?: string): Promise<string> {
    return markIn(await this.tries(user, { device, address: '203.0.113.1' }));
  }

  /** A stranger in the same office guesses until nobody listens any more, and then goes on. */
  async guessAt({ email }: TestUser, by: TestApi = this.api): Promise<void> {
    const codes: unknown[] = [];
    for (let each = 0; each < 15; each += 1)
      codes.push(...(await this.tries({ email, password: `guess ${each}` }, { by })).codes);
    expect(codes.slice(-5)).toEqual(Array.from({ length: 5 }, () => 'TOO_MANY_REQUESTS'));
  }

  /** The same, as it stands afterwards: without the time that ten guesses take. */
  async wearOut(user: TestUser): Promise<void> {
    const attempts = new StoredAttempts(this.api.backend.pool);
    const pair = `pair ${this.officeOf(user.email)} ${user.email}`;
    for (let each = 0; each < 10; each += 1)
      await attempts.take(pair, defaultSignInLimits.perAccountAndAddress);
    expect((await this.tries(user)).codes).toEqual(['TOO_MANY_REQUESTS']);
  }

  async devicesOf({ id }: TestUser): Promise<number> {
    const { rows } = await this.api.backend.pool.query<{ many: number }>(
      'select count(*)::int as many from known_device where user_id = $1',
      [id],
    );
    return rows[0]?.many ?? 0;
  }

  private officeOf(email: string): string {
    const office = this.offices.get(email) ?? `198.51.100.${this.offices.size + 1}`;
    this.offices.set(email, office);
    return office;
  }
}

export function markIn({ cookie }: Tried): string {
  return /^latchkey_device=([^;]+)/.exec(cookie ?? '')?.[1] ?? '';
}
