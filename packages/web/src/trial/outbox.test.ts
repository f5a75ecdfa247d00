import { expect, test } from 'vitest'
import { samplePage } from '../sample-pages.ts'
import { outboxPage } from './outbox.tsx'

const page = {
  ...samplePage('en', '/dev/outbox'),
  linkBases: ['http://localhost:8080'],
  trial: true,
}
const message = {
  channel: 'email',
  to: 'alice@corp.test',
  subject: 'S',
  sentAt: Date.UTC(2026, 10, 24, 10, 8),
}

test('makes links of our own addresses', () => {
  const text = 'Stop it: http://localhost:8080/stop/t\n'
  expect(outboxPage({ ...page, messages: [{ ...message, text }] })).toContain(
    'Stop it: <a href="http://localhost:8080/stop/t">http://localhost:8080/stop/t</a>\n',
  )
})

test.each([
  'http://localhost:8080@other.example/',
  'https://other.example/http://localhost:8080/',
  'javascript:x',
])('makes no link of %s', (text) => {
  expect(outboxPage({ ...page, messages: [{ ...message, text }] })).toMatch(
    new RegExp(`<pre>${text}</pre>`),
  )
})

test('shows markup in a message as text', () => {
  const html = outboxPage({
    ...page,
    messages: [{ ...message, subject: '<h1>', text: '<script>' }],
  })
  expect(html).toContain('<h3>&lt;h1></h3>')
  expect(html).toContain('<pre>&lt;script></pre>')
})

test('shows a text message as a phone would, under a heading of its own', () => {
  const text = '492039 is your code.\n\n@localhost #492039'
  const sms = { ...message, channel: 'sms', to: '+12025550123', subject: '', text }
  const html = outboxPage({ ...page, messages: [sms] })
  expect(html).toContain('<h3>Text message</h3>')
  expect(html).toContain(`<pre class="help">${text}</pre>`)
  expect(html).toContain('<bdi>+12025550123</bdi>')
})

test('shows what the apps of the seeded people show', () => {
  const html = outboxPage({
    ...page,
    messages: [],
    apps: [{ name: 'alice', secret: 'ABCD', code: '492039' }],
  })
  expect(html).toContain('<td>alice</td><td><code>492039</code></td><td><code>ABCD</code></td>')
  expect(html).toContain('No message yet.')
})
