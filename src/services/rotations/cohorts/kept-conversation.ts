import type { PasswordDomain } from '../../password-changes/policy/account-facts.js';
import { Conversation, type DirectoryAccess } from '../../password-changes/turns/open-session.js';

/** The sessions with a domain's controllers, for one cohort after another: as long as nothing is different with the domain. */
export class KeptConversation {
  private kept: { readonly conversation: Conversation; readonly from: string } | undefined;

  constructor(private readonly access: DirectoryAccess) {}

  async with(domain: PasswordDomain): Promise<Conversation> {
    const from = JSON.stringify(domain);
    if (this.kept?.from !== from) {
      await this.close();
      this.kept = { conversation: new Conversation(this.access, domain), from };
    }
    return this.kept.conversation;
  }

  async close(): Promise<void> {
    const { kept } = this;
    this.kept = undefined;
    await kept?.conversation.close();
  }
}
