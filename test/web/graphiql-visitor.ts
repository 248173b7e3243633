import type { Locator } from 'playwright-core';
import { eventually } from '../../src/testing/eventually.js';
import type { TestApi, TestUser } from '../../src/testing/start-api.js';
import type { RecordedBrowser, RecordedPage } from './recorded-browser.js';

/** Somebody in front of GraphiQL: what they see, and what they press. */
export class GraphiqlVisitor {
  readonly email: Locator;
  readonly password: Locator;
  readonly fault: Locator;
  readonly editor: Locator;
  readonly variables: Locator;
  readonly answer: Locator;
  readonly tabTitles: Locator;
  readonly openTabTitle: Locator;
  readonly watchButton: Locator;

  private constructor(
    readonly visit: RecordedPage,
    private readonly address: string,
  ) {
    const { page } = visit;
    this.email = page.getByLabel('E-mail address');
    this.password = page.getByLabel('Password');
    this.fault = page.getByRole('alert').filter({ hasText: /\S/ });
    this.editor = page.locator('.graphiql-query-editor .view-lines');
    this.variables = page.locator('.graphiql-editor-tool .view-lines');
    this.answer = page.locator('.result-window .view-lines');
    this.tabTitles = page.locator('.graphiql-tab button:not([aria-label])');
    this.openTabTitle = page.locator('.graphiql-tab-active button:not([aria-label])');
    this.watchButton = page.getByRole('button', { name: 'Synchronise every domain and watch' });
  }

  static async open(browser: RecordedBrowser, api: Pick<TestApi, 'url'>): Promise<GraphiqlVisitor> {
    const visitor = new GraphiqlVisitor(await browser.newVisitor(), `${api.url}/graphiql`);
    await visitor.open();
    return visitor;
  }

  async open(): Promise<void> {
    await this.visit.page.goto(this.address);
  }

  async signIn({ email, password }: Pick<TestUser, 'email' | 'password'>): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.visit.page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Opens a tab, by its title. */
  async openTab(title: string): Promise<void> {
    await this.tabTitles.filter({ hasText: title }).click();
    await this.editor.filter({ hasText: ` ${title}` }).waitFor();
  }

  /** Presses the pink button of a query or a mutation and waits for the server's answer. */
  async play(): Promise<void> {
    const { page } = this.visit;
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Execute query' }).click();
    await answered;
  }

  /** Presses the pink button of a subscription. */
  async subscribe(): Promise<void> {
    await this.visit.page.getByRole('button', { name: 'Execute query' }).click();
  }

  /** Waits until no subscription is open. */
  async finished(): Promise<void> {
    await this.visit.page.getByRole('button', { name: 'Execute query' }).waitFor();
  }

  /** Waits until the answer shows a text, and reads all of it that is in view. Any blanks count as one. */
  async sees(text: string | RegExp): Promise<string> {
    const shown = await this.answer.filter({ hasText: text }).innerText();
    return shown.replaceAll(/\s+/g, ' ');
  }

  /** Waits until the variables give this one a value. */
  async names(variable: string): Promise<void> {
    await this.variables.filter({ hasText: new RegExp(`"${variable}":\\s*"`) }).waitFor();
  }

  /** Until what is typed is kept, by GraphiQL's own timers: the editors' text first, the tabs a little later. */
  async kept(): Promise<void> {
    // Asked from outside: what a page asks of itself again and again is evaluated in it, which its security policy refuses.
    await eventually(async () => {
      const isKept = await this.visit.page.evaluate<boolean>(`(() => {
      const kept = (name) => sessionStorage.getItem('graphiql:' + name) ?? localStorage.getItem('graphiql:' + name);
      const { tabs, activeTabIndex } = JSON.parse(kept('tabState') ?? '{"tabs":[]}');
      const tab = tabs[activeTabIndex];
      return tab?.variables?.includes('batchId": "') && tab.variables === kept('variables') && tab.query === kept('query');
    })()`);
      if (!isKept) throw new Error('What was typed is not kept.');
    });
  }

  /** Types into the editor, at its end. */
  async type(text: string): Promise<void> {
    await this.editor.click();
    await this.visit.page.keyboard.press('Control+End');
    await this.visit.page.keyboard.type(text);
  }

  async signOut(): Promise<void> {
    await this.visit.page.getByRole('button', { name: 'Sign out' }).click();
  }

  /** Every text the answer shows from now on, in order. */
  async followAnswer(): Promise<readonly string[]> {
    const shown: string[] = [];
    const { page } = this.visit;
    await page.exposeBinding('noteAnswer', (_source, text: string) => void shown.push(text));
    await page.evaluate(`
      const lines = document.querySelector('.result-window .view-lines');
      const note = () => window.noteAnswer(lines.innerText.replaceAll(/\\s+/g, ' '));
      new MutationObserver(note).observe(lines, { childList: true, subtree: true, characterData: true });
    `);
    return shown;
  }
}
