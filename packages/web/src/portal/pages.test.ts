import { expect, test } from 'vitest'
import { samplePage } from '../sample-pages.ts'
import { invitationAppPage, invitationPage } from './invitation.tsx'
import { disownPage, linkSpentPage, stopFlowPage } from './message-link.tsx'
import { problemPage } from './problem.tsx'

const page = samplePage('en', '/not-me/token?lang=en')

test('a problem says its number and leads on where the server says so', () => {
  const props = { ...page, kind: 'stale-step', requestId: 'req_<7>' } as const
  expect(problemPage({ ...props, nextHref: '/flow' })).toContain(
    '<a class="primary" href="/flow">Go on</a>',
  )
  expect(problemPage(props)).toContain('<a class="primary" href="/">Start again</a>')
  expect(problemPage(props)).toContain('req_&lt;7>')
})

test.each([
  ['disown', disownPage, 'It wasn’t me'],
  ['stop', stopFlowPage, 'Stop the attempt'],
])('%s explains and has one button that posts to its own address', (_, draw, label) => {
  const html = draw({ ...page, csrf: 'c' })
  expect(html).toContain(
    '<form method="post" action="/not-me/token"><input type="hidden" name="_csrf" value="c"/>',
  )
  expect(html.match(/<button[^>]*>[^<]*/g)).toEqual([
    `<button type="submit" class="primary">${label}`,
  ])
})

test('a spent link offers nothing to press', () => {
  expect(linkSpentPage(page)).not.toMatch(/<form|<button/)
})

test('an invitation names its person as text and asks for the current password', () => {
  const html = invitationPage({ ...page, name: '<erin>', csrf: 'c' })
  expect(html).toContain('This invitation is for <bdi>&lt;erin></bdi>.')
  expect(html).toContain('autocomplete="current-password"')
})

test('an authenticator app can be added by picture or by hand', () => {
  const html = invitationAppPage({
    ...page,
    csrf: 'c',
    qr: '<svg id="qr"/>',
    secret: 'ABCDEFGHIJ',
    hidden: { key: 'sealed' },
  })
  expect(html).toMatch(/<div class="qr" role="img" aria-label="[^"]+"><svg id="qr"\/><\/div>/)
  expect(html).toContain('>ABCD EFGH IJ</code>')
  expect(html).toContain('<input type="hidden" name="key" value="sealed"/>')
  expect(html).toContain('autocomplete="one-time-code"')
})
