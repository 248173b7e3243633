import type { BrowserContext, Page } from 'playwright-core';

/** Gives a page a device that keeps passkeys, as Chromium plays one. It says yes by itself. */
export async function addVirtualAuthenticator(
  context: BrowserContext,
  page: Page,
  { isUserVerified = true }: { readonly isUserVerified?: boolean } = {},
): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
}
