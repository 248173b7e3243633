import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { emailKey } from '../../src/domain/identifiers.js';
import {
  AskAppSignInDocument,
  CompleteAppSignInDocument,
  DeactivateEmployeeDocument,
  EmployeesDocument,
  InvitationProgressDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  SyncProgressDocument,
} from '../../src/generated/operations.js';
import { startMailCatcher, type MailCatcher } from '../../src/sandbox/mail-catcher.js';
import { generateContents } from '../../src/sandbox/people.js';
import type { SandboxDirectory } from '../../src/sandbox/sandbox-directory.js';
import { SimulatedApp } from '../../src/sandbox/simulated-app/simulated-app.js';
import { startEmbeddedForTests } from '../../src/testing/directories/embedded-for-tests.js';
import { secretIn } from '../../src/testing/people/people-stand.js';
import { startInstallation, type TestInstallation } from '../../src/testing/start-installation.js';

describe('somebody whom a directory names', () => {
  let directory: SandboxDirectory;
  let installation: TestInstallation;
  let catcher: MailCatcher;

  beforeAll(async () => {
    directory = await startEmbeddedForTests(
      generateContents({ dnsName: 'north.example', count: 50, seed: 5 }),
    );
    catcher = await startMailCatcher();
    installation = await startInstallation({
      config: {
        http: { host: '127.0.0.1', port: 0, publicUrl: new URL('http://keys.example/') },
        mail: {
          server: {
            host: '127.0.0.1',
            port: Number(new URL(catcher.url).port),
            protection: 'NONE',
            account: undefined,
          },
          from: { name: 'Latchkey', address: 'keys@latchkey.example', domain: 'latchkey.example' },
        },
      },
    });
    await installation.startWorker();
  });

  afterAll(async () => {
    await installation?.close();
    await catcher?.stop();
    await directory?.stop();
  });

  async function synchronise(domainId: string): Promise<string[]> {
    const { runId } = await installation.syncNow(domainId);
    const phases: string[] = [];
    for await (const { syncProgress } of installation.administrator.subscribe(SyncProgressDocument, {
      runId,
      after: 0,
    }))
      phases.push(syncProgress.phase);
    return [...new Set(phases)];
  }

  test('is invited by the run that makes them, sets up an app, signs in with it, and is out when deactivated', async () => {
    const { api, administrator } = installation;
    const domainId = await installation.addDomain(directory, { singleSignOn: true });
    expect(await synchronise(domainId)).toEqual(
      expect.arrayContaining(['APPLYING', 'INVITING', 'COMPLETED']),
    );
    // Whom the directory has disabled is not invited.
    const { employees } = await administrator.request(EmployeesDocument, {
      first: 100,
      filter: { states: ['ACTIVE'] },
    });
    const addresses = employees.edges.flatMap(({ node }) => emailKey(node.email) ?? []);
    expect(addresses.length).toBeGreaterThan(5);
    for (const address of addresses)
      await catcher.waitFor(({ to }) => to.includes(address), AbortSignal.timeout(60_000));
    const mailed = catcher.messages().flatMap(({ to }) => to);
    expect(mailed.toSorted()).toEqual(addresses.toSorted());
    expect(new Set(catcher.messages().map(({ messageId }) => messageId)).size).toBe(addresses.length);
    // Again: nobody is invited twice.
    await synchronise(domainId);
    expect(catcher.messages()).toHaveLength(addresses.length);

    const { node: somebody } = employees.edges.find(({ node }) => emailKey(node.email) !== undefined)!;
    const mail = catcher.messages().find(({ to }) => to.includes(addresses[0] ?? ''));
    const page = api.client({ token: secretIn(mail) });
    const told = page.subscribe(InvitationProgressDocument, { after: 1 });
    const accepted = told.next();
    const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
    const facts = { name: 'My telephone', platform: 'Simulated 1' };
    const app = await SimulatedApp.enrol(offerAuthenticatorApp.uri ?? '', facts, api.url);
    expect((await accepted).value?.invitationProgress).toMatchObject({ state: 'ACCEPTED', method: 'APP' });

    const { askAppSignIn } = await api.client().request(AskAppSignInDocument, {});
    await app.answer(askAppSignIn.uri ?? '', true, api.url);
    const { completeAppSignIn } = await api.client().request(CompleteAppSignInDocument, {
      input: { secret: askAppSignIn.secret ?? '' },
    });
    const signedIn = api.client({ token: completeAppSignIn.token ?? '' });
    const { myProfile } = await signedIn.request(MyProfileDocument, {});
    expect(myProfile).toMatchObject({ displayName: somebody.displayName, email: somebody.email });

    await administrator.request(DeactivateEmployeeDocument, { input: { id: somebody.id } });
    await expect(signedIn.request(MyProfileDocument, {})).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(app.open(api.url)).rejects.toMatchObject({ code: 'AUTHENTICATOR_REFUSED' });
  });
});
