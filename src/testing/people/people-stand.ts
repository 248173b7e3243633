import { randomUUID } from 'node:crypto';
import {
  CreateEmployeeDocument,
  OfferAuthenticatorAppDocument,
  ResendInvitationDocument,
} from '../../generated/operations.js';
import type { OutgoingMail } from '../../mail/mailer.js';
import type { ApiClient } from '../../sandbox/api-client.js';
import { SimulatedApp } from '../../sandbox/simulated-app/simulated-app.js';
import { done } from '../../sandbox/simulated-workstation/workstation-calls.js';
import { deliverMail } from '../../services/outbox/deliver-mail.js';
import { mailSecretsOf, mailTextsOf } from '../../wiring/wire-mail.js';
import { ScriptedMailer } from '../mail/scripted-mailer.js';
import { startApi, type StartApiOptions, type TestApi } from '../start-api.js';
import { idleWorkflows } from '../waiting-run.js';

/** Where links and codes of a stand lead; nobody listens there, tests go to the server itself. */
export const PUBLIC_URL = 'http://keys.example/';

/** A server, an administrator, and mails that arrive: for tests of people who are invited. */
export class PeopleStand {
  readonly mailer = new ScriptedMailer();

  private constructor(
    readonly api: TestApi,
    readonly admin: ApiClient,
  ) {}

  static async open(options: StartApiOptions = {}): Promise<PeopleStand> {
    const publicUrl = new URL(PUBLIC_URL);
    const api = await startApi({
      adapters: { workflows: idleWorkflows },
      ...options,
      config: { http: { host: '127.0.0.1', port: 0, publicUrl }, ...options.config },
    });
    return new PeopleStand(api, await api.signedIn('ADMINISTRATOR'));
  }

  get pool() {
    return this.api.backend.pool;
  }

  /** A manual employee with an address of their own. */
  async addEmployee(name = 'Ada Lovelace'): Promise<{ readonly id: string; readonly email: string }> {
    const email = `${randomUUID()}@north.example`;
    const { createEmployee } = await this.admin.request(CreateEmployeeDocument, {
      input: { displayName: name, email },
    });
    return { id: done(createEmployee).employee!.id, email };
  }

  /** Sends what waits, and answers what was sent to an address, the oldest first. */
  async mailsTo(address: string): Promise<readonly OutgoingMail[]> {
    const { config } = this.api;
    await deliverMail(
      { pool: this.pool, mailer: this.mailer, texts: mailTextsOf(config), secrets: mailSecretsOf(config) },
      new AbortController().signal,
    );
    return this.mailer.taken.filter(({ to }) => to === address);
  }

  /** Invites an employee and answers the secret in the link of the mail. */
  async invite(employee: { readonly id: string; readonly email: string }): Promise<Invited> {
    const { resendInvitation } = await this.admin.request(ResendInvitationDocument, {
      input: { employeeId: employee.id },
    });
    const { id } = done(resendInvitation).invitation!;
    const secret = secretIn((await this.mailsTo(employee.email)).at(-1));
    return { id, secret, client: this.api.client({ token: secret }) };
  }

  /** An employee who has accepted with an app. */
  async withApp(name?: string): Promise<{
    readonly employee: { readonly id: string; readonly email: string };
    readonly invited: Invited;
    readonly app: SimulatedApp;
  }> {
    const employee = await this.addEmployee(name);
    const invited = await this.invite(employee);
    return { employee, invited, app: await this.scan(await this.offer(invited.client)) };
  }

  /** The text of the QR code that a page shows. */
  async offer(client: ApiClient): Promise<string> {
    const { offerAuthenticatorApp } = await client.request(OfferAuthenticatorAppDocument, {});
    return done(offerAuthenticatorApp).uri ?? '';
  }

  /** Scans it with a new app. */
  scan(uri: string, name = 'My telephone'): Promise<SimulatedApp> {
    return SimulatedApp.enrol(uri, { name, platform: 'Simulated 1' }, this.api.url);
  }

  /** What the audit has of this action at this target, the oldest first. */
  async auditOf(
    action: string,
    targetId: string,
  ): Promise<readonly { readonly outcome: string; readonly details: object }[]> {
    const { rows } = await this.pool.query<{ outcome: string; details: object }>(
      'select outcome, details from audit_event where action = $1 and target_id = $2 order by position',
      [action, targetId],
    );
    return rows;
  }

  close(): Promise<void> {
    return this.api.close();
  }
}

export interface Invited {
  readonly id: string;
  readonly secret: string;
  /** Asks with the link of the invitation, as its page does. */
  readonly client: ApiClient;
}

/** The secret in the link of an invitation's mail. */
export function secretIn(mail: Pick<OutgoingMail, 'text'> | undefined): string {
  const secret = /\/invitation\/#(\S+)/.exec(mail?.text ?? '')?.[1];
  if (secret === undefined) throw new Error('there is no link in this mail');
  return secret;
}
