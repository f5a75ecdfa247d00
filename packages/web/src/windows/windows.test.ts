import { expect, test } from 'vitest'
import { samplePage } from '../sample-pages.ts'
import { windowsPage } from './windows.tsx'

const page = {
  ...samplePage('en', '/windows'),
  file: 'SsprWindowsLogon.PROD.msi',
  packages: [],
  hasTrialAuthority: false,
}
const x64 = { architecture: 'x64', bytes: 1024 * 1500 + 1, sha256: 'ab'.repeat(32) } as const

test('says plainly that nothing was built', () => {
  const html = windowsPage(page)
  expect(html).toContain('No package was built for this server yet.')
  expect(html).not.toContain('.msi"')
})

test('links each package that is there, with size and SHA-256, and names the one that is not', () => {
  const html = windowsPage({ ...page, packages: [x64] })
  expect(html).toContain(
    '<a href="/windows/x64/SsprWindowsLogon.PROD.msi">64-bit package (x64)</a><small>1,501 KiB</small>',
  )
  expect(html).toContain(`<code>${x64.sha256}</code>`)
  expect(html).not.toContain('/windows/x86/')
  expect(html).toContain('32-bit package (x86)<small>Not built yet.</small>')
})

test('says which Windows takes which', () => {
  const html = windowsPage(page)
  const rows = [...html.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)]
  expect(rows.map(([, ...cells]) => cells)).toEqual([
    ['Windows 7 SP1', 'x64', 'x86'],
    ['Windows 8', 'x64', 'x86'],
    ['Windows 8.1', 'x64', 'x86'],
    ['Windows 10', 'x64', 'x86'],
    ['Windows 11', 'x64', 'There is none'],
  ])
})

test('gives the published commands letter for letter', () => {
  const html = windowsPage(page)
  expect(html).toContain('<code>msiexec /i SsprWindowsLogon.PROD.msi /qn</code>')
  expect(html).toContain('<code>msiexec /x SsprWindowsLogon.PROD.msi /qn</code>')
})

test('offers an authority in a trial only', () => {
  expect(windowsPage(page)).not.toContain('trial-ca.pem')
  expect(windowsPage({ ...page, hasTrialAuthority: true })).toContain(
    'href="/windows/trial-ca.pem"',
  )
})
