import { expect, test } from 'vitest'
import { samplePage } from '../sample-pages.ts'
import { identifyPage } from './identify.tsx'

const props = { ...samplePage('en', '/'), purpose: 'reset', csrf: 'c', idempotency: 'i' } as const

test('asks for the user name and posts it to the address of the purpose', () => {
  const html = identifyPage(props)
  expect(html).toContain('<form method="post" action="/">')
  expect(html).toContain('<input type="hidden" name="idempotency" value="i"/>')
  expect(html).toMatch(
    /<input type="text" autocomplete="username"[^>]* name="username" required autofocus/,
  )
  expect(identifyPage({ ...props, purpose: 'unlock' })).toContain('action="/unlock"')
})

test('shows a hostile name again as text and nothing else', () => {
  const html = identifyPage({ ...props, username: '"><script>alert(1)</script>' })
  expect(html).not.toContain('<script')
  expect(html).toContain('value="&quot;>&lt;script>alert(1)&lt;/script>"')
})

test('escapes an organisation and a help desk that hold markup', () => {
  const html = identifyPage({
    ...props,
    organisation: '<img src=x>',
    helpdesk: { text: '<b>', url: 'javascript:x' },
  })
  expect(html).not.toContain('<img')
  expect(html).not.toContain('<b>')
  expect(html).not.toContain('javascript:')
})

test('ties a refusal to the field', () => {
  const html = identifyPage({ ...props, refusal: 'Type your user name.' })
  expect(html).toContain(
    '<div class="refusal" role="alert" id="refusal">Type your user name.</div>',
  )
  expect(html).toMatch(/aria-invalid="true" aria-describedby="refusal username-hint"/)
  expect(html).toContain('<title>Please check: Forgot your password? · Corp</title>')
})

test('marks the trial only where it is one', () => {
  expect(identifyPage({ ...props, trial: true })).toContain('href="/dev/outbox"')
  expect(identifyPage(props)).not.toContain('/dev/')
})
