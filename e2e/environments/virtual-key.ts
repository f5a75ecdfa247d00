import type { Page } from 'playwright-core'

/**
 * Chromium's own authenticator in software, as a person's phone or security key: it does the whole of WebAuthn,
 * and shows at once who is there.
 */
export async function plugVirtualKey(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
