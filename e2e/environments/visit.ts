import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { CLUSTER } from '../../packages/server/src/store/cluster.fixture.ts'
import { DESKTOP, PHONE, type Size } from './browser.ts'
import { ROOT } from './program.ts'

const SCREENSHOTS = join(ROOT, 'reports', 'screenshots')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// A text and no function: nothing of the browser's is known to the compiler here.
const JUDGE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ violations }) =>
  violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => id + ': ' + help + ' in ' + html)))`
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

// The store changes what a page says, never how it looks: on a second one a single look at each is enough.
const IS_SECOND_STORE = CLUSTER !== undefined
const SIZES: Readonly<Record<string, Size>> = {
  phone: PHONE,
  ...(!IS_SECOND_STORE && { desktop: DESKTOP }),
}
const THEMES: readonly ('light' | 'dark')[] = IS_SECOND_STORE ? ['light'] : ['light', 'dark']

/**
 * Looks at the present page as everybody would: phone and desktop, light and dark. Keeps a picture of each
 * and returns what axe finds, or what can only be seen by scrolling sideways. On PostgreSQL, one look and no
 * picture.
 */
export async function visit(page: Page, name: string): Promise<string[]> {
  mkdirSync(SCREENSHOTS, { recursive: true })
  const language = await page.locator('html').getAttribute('lang')
  await page.evaluate(AXE)
  const found: string[] = []
  for (const [size, viewport] of Object.entries(SIZES))
    for (const colorScheme of THEMES) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      const picture = `${name}-${language}-${size}-${colorScheme}`
      const path = join(SCREENSHOTS, `${picture}.png`)
      if (!IS_SECOND_STORE) await page.screenshot({ path, fullPage: true, animations: 'disabled' })
      found.push(...(await judge(page)).map((what) => `${picture}: ${what}`))
    }
  return found
}

async function judge(page: Page): Promise<string[]> {
  const violations = await page.evaluate<string[]>(JUDGE)
  const overflow = await page.evaluate<number>(OVERFLOW)
  return overflow > 0 ? [...violations, `${overflow} pixels beyond the right edge`] : violations
}
