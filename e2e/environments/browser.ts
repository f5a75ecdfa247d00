import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export type Viewer = {
  readonly javaScript?: boolean
  readonly locale?: 'en-GB' | 'fr-FR'
  readonly colorScheme?: 'light' | 'dark'
  readonly viewport?: Size
  /** Of a server whose certificate only the test vouches for. */
  readonly trustsAnyCertificate?: boolean
}
export type Size = { readonly width: number; readonly height: number }

export const PHONE: Size = { width: 390, height: 844 }
export const DESKTOP: Size = { width: 1280, height: 900 }

const PATIENCE_MS = 15_000

/** Debian's Chromium. Without its sandbox, as root may not have one; it only ever sees our own pages. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
}

/** A person's window: cookies, language and settings of its own. */
export async function openWindow(browser: Browser, viewer: Viewer = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    javaScriptEnabled: viewer.javaScript ?? true,
    locale: viewer.locale ?? 'en-GB',
    colorScheme: viewer.colorScheme ?? 'light',
    viewport: viewer.viewport ?? DESKTOP,
    ignoreHTTPSErrors: viewer.trustsAnyCertificate ?? false,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  return await context.newPage()
}
