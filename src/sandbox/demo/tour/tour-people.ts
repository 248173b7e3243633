import {
  AskAppSignInDocument,
  CompleteAppSignInDocument,
  DeactivateEmployeeDocument,
  EmployeesDocument,
  InvitationProgressDocument,
  MyInvitationDocument,
  MyProfileDocument,
  OfferAuthenticatorAppDocument,
  UpdateDomainDocument,
} from '../../../generated/operations.js';
import { ApiClient, ApiError } from '../../api-client.js';
import { DirectoryEditor } from '../../directory-editor.js';
import { SYNC_GROUP, type SeedPerson } from '../../sandbox-directory.js';
import { SimulatedApp } from '../../simulated-app/simulated-app.js';
import type { DemoDomains } from '../add-domains.js';
import { heading, say } from '../console.js';
import { expectDone } from '../demo-client.js';
import { demand } from './tour-checks.js';
import { TourDesk } from './tour-desk.js';
import { lastOf, synchronise, type Tour } from './tour-sync.js';

const MAIL_LIMIT_MS = 60_000;
const EMAIL = 'iris.invited@north.example';
const INVITED: SeedPerson = {
  login: 'tour.invited',
  commonName: 'Iris Invited',
  givenName: 'Iris',
  surname: 'Invited',
  displayName: 'Iris Invited',
  mail: EMAIL,
  enabled: true,
  groups: [SYNC_GROUP],
  unit: 'Invited',
};

/** From the import to an unlocked workstation without a password, and to the end of all of it. */
export async function showPeople(tour: Tour, domains: DemoDomains): Promise<void> {
  const secret = await invited(tour, domains);
  const app = await registered(tour, secret);
  const page = await signedIn(tour, app);
  await using desk = await TourDesk.open(tour);
  await showUnlocking(desk, app);
  await showDeactivation(desk, app, page);
}

/** Answers the secret in the link of the mail. */
async function invited(tour: Tour, { north }: DemoDomains): Promise<string> {
  heading('The north is for signing in without a password: whoever is new there is invited');
  const { client, checks, stack } = tour;
  const on = { id: north.id, singleSignOn: true };
  expectDone((await client.request(UpdateDomainDocument, { input: on })).updateDomain);
  await using editor = await DirectoryEditor.open(stack.directories.north);
  await editor.addUnit(INVITED.unit);
  await editor.addPerson(INVITED);
  const events = await synchronise(tour, 'invitingSync');
  checks.same('it ends', lastOf(events, north.dnsName).phase, 'COMPLETED');
  const isTold = ({ to }: { readonly to: readonly string[] }): boolean => to.includes(EMAIL);
  const mail = await stack.mail.waitFor(isTold, AbortSignal.timeout(MAIL_LIMIT_MS));
  say(`  Mail to ${EMAIL}: ${mail.subject}`);
  checks.figure(
    'invited',
    stack.mail.messages().filter(({ text }) => text.includes('/invitation/#')).length,
    1,
  );
  return demand(/\/invitation\/#(\S+)/.exec(mail.text)?.[1], 'There is no link in the mail.');
}

/** The page of the link shows a code, an app scans it, and the page knows at once. */
async function registered({ checks, stack }: Tour, secret: string): Promise<SimulatedApp> {
  heading('The link is opened, and an app scans the code that the page shows');
  const page = new ApiClient({ url: stack.url, token: secret });
  try {
    const { myInvitation } = await page.request(MyInvitationDocument, {});
    say(`  Good day, ${myInvitation.name}: ${myInvitation.invitedBy} invites you`);
    const told = page.subscribe(InvitationProgressDocument, { after: 1 });
    const accepted = told.next();
    const { offerAuthenticatorApp } = await page.request(OfferAuthenticatorAppDocument, {});
    const uri = demand(expectDone(offerAuthenticatorApp).uri, 'There is no code.');
    const facts = { name: 'Telephone of Iris', platform: 'Simulated' };
    const app = await SimulatedApp.enrol(uri, facts, stack.url);
    const { value } = await accepted;
    checks.same('the page is told', value?.invitationProgress.state, 'ACCEPTED');
    const again = await page.request(MyInvitationDocument, {});
    checks.same('the link is used', again.myInvitation.state, 'ACCEPTED');
    return app;
  } finally {
    await page.close();
  }
}

/** A page of somebody whom their app has signed in. */
async function signedIn({ checks, stack }: Tour, app: SimulatedApp): Promise<ApiClient> {
  heading('The app signs a page in');
  const { url } = stack;
  const stranger = new ApiClient({ url });
  const { askAppSignIn } = await stranger.request(AskAppSignInDocument, {});
  await app.answer(askAppSignIn.uri ?? '', true, url);
  const { completeAppSignIn } = await stranger.request(CompleteAppSignInDocument, {
    input: { secret: askAppSignIn.secret ?? '' },
  });
  const page = new ApiClient({ url, token: expectDone(completeAppSignIn).token ?? '' });
  const { myProfile } = await page.request(MyProfileDocument, {});
  checks.same('who is signed in', myProfile?.email, EMAIL);
  return page;
}

async function showUnlocking({ workstation, tour }: TourDesk, app: SimulatedApp): Promise<void> {
  heading('The app is paired with a workstation, and unlocks it');
  const { checks, stack } = tour;
  const unlocks = await app.unlocks(stack.url);
  try {
    const { uri, paired } = await workstation.unlocks.offer();
    await unlocks.pair(uri);
    const { number, outcome } = await workstation.unlocks.ask(await paired);
    const challenges = unlocks.challenges();
    const { value: challenge } = await challenges.next();
    say(`  TOUR-PC shows ${number}; the app asks which number is there`);
    await unlocks.answer(demand(challenge ?? undefined, 'The app was not asked.'), number);
    checks.same('the workstation unlocks', (await outcome).unlocked, true);
    await challenges.return();
  } finally {
    await unlocks.close();
  }
}

async function showDeactivation(
  { workstation, tour }: TourDesk,
  app: SimulatedApp,
  page: ApiClient,
): Promise<void> {
  heading('Iris is deactivated: all of it ends at once');
  const { client, checks, stack } = tour;
  const { employees } = await client.request(EmployeesDocument, { first: 1, search: EMAIL });
  const id = demand(employees.edges[0]?.node.id, 'The invited employee is gone.');
  expectDone((await client.request(DeactivateEmployeeDocument, { input: { id } })).deactivateEmployee);
  checks.same('the page', await refusalOf(page.request(MyProfileDocument, {})), 'UNAUTHENTICATED');
  checks.same('the app', await refusalOf(app.open(stack.url)), 'AUTHENTICATOR_REFUSED');
  const [paired] = workstation.unlocks.apps;
  const asked = workstation.unlocks.ask(demand(paired, 'No app was paired.'));
  checks.same('the workstation', await refusalOf(asked), 'UNLOCK_CREDENTIAL_REVOKED');
}

/** The code with which something is refused; undefined when it is not. */
async function refusalOf(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => undefined,
    (error: unknown) => (error instanceof ApiError ? error.code : (error as { code?: unknown }).code),
  );
}
