import { eventually } from '../../../src/testing/eventually.js';
import { GraphiqlVisitor } from '../../web/graphiql-visitor.js';
import type { RecordedBrowser } from '../../web/recorded-browser.js';
import type { Administrator } from '../../../src/sandbox/demo/settings.js';

/** Whoever signs in to GraphiQL, types an operation with its variables, and plays it. The page stays open. */
export class Typist {
  private constructor(readonly visitor: GraphiqlVisitor) {}

  static async signIn(browser: RecordedBrowser, url: string, user: Administrator): Promise<Typist> {
    const visitor = await GraphiqlVisitor.open(browser, { url });
    await visitor.signIn(user);
    await visitor.editor.filter({ hasText: 'query People' }).waitFor();
    return new Typist(visitor);
  }

  /** Answers what the server said. */
  async play(query: string, variables: Readonly<Record<string, unknown>>): Promise<string> {
    const { page } = this.visitor.visit;
    await this.fill('.graphiql-query-editor', query);
    await this.fill('.graphiql-editor-tool', JSON.stringify(variables));
    await this.visitor.play();
    const name = /\w+ (\w+)/.exec(query)?.[1] ?? '';
    await eventually(async () => {
      const kept = await page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
      if (!kept.includes(name)) throw new Error('What was typed is not kept yet.');
    });
    return this.visitor.sees('"data"');
  }

  private async fill(pane: string, text: string): Promise<void> {
    const { page } = this.visitor.visit;
    await page.locator(`${pane} .view-lines`).click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  }
}
