import { expect, test } from 'vitest'
import { samplePage } from '../sample-pages.ts'
import { auditPage } from './audit.tsx'
import { secondProofPage } from './second-proof.tsx'

const page = {
  ...samplePage('en', '/admin/audit'),
  csrf: 'c',
  filter: { person: '', from: '', to: '' },
  events: [],
}
const event = {
  seq: 7,
  at: Date.UTC(2026, 10, 24, 10, 8, 30),
  person: '<b>alice',
  activity: 'gate.failed',
  outcome: 'failed',
  reason: 'code-wrong',
  address: null,
  clientType: 'WindowsLogon/7',
  machine: 'PC-7',
  machineId: 'mch_1',
  detail: null,
}

test('shows an event in words, with a person that can not be markup', () => {
  const html = auditPage({ ...page, events: [event] })
  expect(html).toContain('>24 Nov 2026, 10:08:30 UTC</time></td><td><bdi>&lt;b>alice</bdi></td>')
  expect(html).toContain('<td>Proof not accepted</td><td>Failed</td><td>Wrong code</td>')
  expect(html).toContain('<span class="vh">none</span></td><td>WindowsLogon/7</td>')
})

test('scrolls a wide table inside a frame that the keyboard reaches', () => {
  expect(auditPage({ ...page, events: [event] })).toContain(
    '<section class="scroll" aria-label="Audit events" tabindex="0">',
  )
})

test('pages by key and keeps the filter', () => {
  const filter = { person: 'a&b', from: '2026-11-01', to: '' }
  const html = auditPage({ ...page, events: [event], filter, older: 7 })
  expect(html).toContain('href="/admin/audit?person=a%26b&amp;from=2026-11-01&amp;before=7"')
  expect(html).not.toContain('Newest')
})

test('leads back to the newest page', () => {
  expect(auditPage({ ...page, events: [event], before: 9 })).toContain(
    '<a href="/admin/audit">Newest</a>',
  )
})

test('says so when nothing matches', () => {
  const html = auditPage(page)
  expect(html).toContain('Nothing matches.')
  expect(html).not.toContain('<table')
})

test('survives a filter that is not well formed', () => {
  expect(() =>
    auditPage({ ...page, filter: { person: '\ud800', from: '', to: '' }, older: 3 }),
  ).not.toThrow()
})

test('asks for the second proof with a code', () => {
  const html = secondProofPage({ ...page, refusal: 'No.' })
  expect(html).toContain('action="/admin/code"')
  expect(html).toMatch(
    /autocomplete="one-time-code"[^>]* aria-invalid="true" aria-describedby="refusal"/,
  )
})

test('names the machine of an event, and its id only where a signature proved it', () => {
  const html = auditPage({ ...page, events: [event, { ...event, seq: 6, machineId: null }] })
  expect(html).toContain('<td><bdi>PC-7</bdi><small class="meta">mch_1</small></td>')
  expect(html).toContain('<td><bdi>PC-7</bdi></td>')
})

test('shows what a directory said beneath the reason, as text', () => {
  const html = auditPage({ ...page, events: [{ ...event, detail: '0000052D: <history>' }] })
  expect(html).toContain('<small class="meta">0000052D: &lt;history></small>')
})
