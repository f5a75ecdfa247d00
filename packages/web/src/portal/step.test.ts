import type { Step } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { presentName } from '../i18n/present-name.ts'
import { createTexts } from '../i18n/texts.ts'
import { samplePage } from '../sample-pages.ts'
import { sampleSteps } from '../sample-steps.ts'
import { stepPage } from './step.tsx'

const steps = sampleSteps(createTexts('en'))

function draw(name: string, changes: Partial<Step> = {}): string {
  const step = steps[name]
  if (step === undefined) throw new Error(`no sample step ${name}`)
  return stepPage({
    ...samplePage('en'),
    csrf: 'c',
    idempotency: 'i',
    step: { ...step, ...changes },
  })
}

const buttonsOf = (html: string) => html.match(/<button[^>]*>[^<]*/g) ?? []

describe('a step that asks something', () => {
  test('posts to the flow with its id and idempotency key', () => {
    const html = draw('challenge')
    expect(html).toContain('<form method="post" action="/flow">')
    expect(html).toContain('name="step" value="stp_sample"')
    expect(html).toContain('name="idempotency" value="i"')
  })

  test('has the primary action first, so that Enter presses it', () => {
    const actions = [...(steps.challenge?.actions ?? [])].reverse()
    expect(buttonsOf(draw('challenge', { actions }))).toEqual([
      '<button type="submit" class="primary" name="action" value="submit">Continue',
      '<button type="submit" name="action" value="other-authenticator" formnovalidate>Use another way',
      '<button type="submit" name="action" value="resend" formnovalidate>Send again',
      '<button type="submit">Cancel',
    ])
  })

  test('keeps cancel in a form of its own', () => {
    expect(draw('challenge')).toContain(
      '<form method="post" action="/flow/cancel" class="links apart"><input type="hidden" name="_csrf" value="c"/><button',
    )
  })

  test('lets a code be filled in by the browser and typed with spaces', () => {
    expect(draw('challenge')).toMatch(
      /<input type="text" class="code" inputmode="numeric" autocomplete="one-time-code"[^>]* maxlength="12"/,
    )
  })

  test('sets a name apart from the sentence, as text', () => {
    const text = `If ${presentName('<i>eve\u202e')} has registered`
    expect(draw('challenge', { text })).toContain('<p>If <bdi>&lt;i>eve</bdi> has registered</p>')
  })

  test('ties a refusal to the field it is about', () => {
    const html = draw('challenge-refused')
    expect(html).toContain('role="alert" id="refusal">That code wasn’t right. 3 tries left.</div>')
    expect(html).toMatch(/id="code"[^>]* aria-invalid="true" aria-describedby="refusal code-hint"/)
  })

  test('ties a wrong current password to its field', () => {
    const html = draw('current-password', {
      refusal: { code: 'password-not-accepted', text: 'No.' },
    })
    expect(html).toMatch(/id="answer"[^>]* aria-invalid="true" aria-describedby="refusal"/)
  })

  test('does not mark a field for a refusal that is about none', () => {
    const html = draw('challenge', { refusal: { code: 'resend-too-early', text: 'Wait.' } })
    expect(html).toContain('aria-describedby="refusal code-hint"')
    expect(html).not.toContain('aria-invalid')
  })

  test('says in words when the code can be sent again', () => {
    expect(draw('challenge')).toContain('Nothing after half a minute? Send it again.')
    expect(draw('second-gate')).not.toContain('half a minute')
  })

  test('draws a choice as radio buttons, the first one chosen', () => {
    expect(draw('choose').match(/<input type="radio"[^>]*>/g)).toEqual([
      '<input type="radio" name="authenticator" value="email" checked/>',
      '<input type="radio" name="authenticator" value="totp"/>',
      '<input type="radio" name="authenticator" value="passkey"/>',
    ])
  })

  test('tells the browser which password it asks for', () => {
    expect(draw('current-password')).toContain(
      '<input type="password" autocomplete="current-password"',
    )
    expect(draw('new-password').match(/autocomplete="new-password"/g)).toHaveLength(2)
  })

  test('says the state of each rule in words, between the two passwords', () => {
    const html = draw('new-password-refused')
    expect(html).toContain(
      '<li class="met"><span class="vh">Done: </span>At least 10 characters</li>',
    )
    expect(html).toContain('<li class="broken"><span class="vh">Missing: </span>Three kinds')
    expect(html).toContain('<li class="open">Not one of your last 5 passwords</li>')
    expect(html).toMatch(/id="password"[^>]* aria-describedby="refusal rules"/)
    expect(html.indexOf('id="rules"')).toBeLessThan(html.indexOf('id="password-again"'))
  })
})

describe('progress', () => {
  test.each([
    ['choose', 'Step 1', 1],
    ['challenge', 'Step 2', 2],
    ['second-gate', 'Step 4 of 5', 5],
    ['new-password', 'Step 3 of 3', 3],
  ])('of %s is %s', (name, words, marks) => {
    const html = draw(name)
    expect(html).toContain(`<span>${words}</span>`)
    expect(html.match(/<i [^>]*>/g)).toHaveLength(marks)
  })

  test('is not shown before the server tells it, nor at the end', () => {
    expect(draw('saving')).not.toContain('class="steps"')
    expect(draw('done', { progress: { gate: 1, of: 1 } })).not.toContain('class="steps"')
  })
})

describe('a step that asks nothing', () => {
  test('has a link to look again while the password is being saved', () => {
    const html = draw('saving', { pollAfterMs: 1500 })
    expect(html).not.toContain('http-equiv')
    expect(html).toContain('<a href="/flow">')
  })

  test('shows the check mark and the way to one’s page when done', () => {
    const html = draw('done')
    expect(html).toContain('class="badge"')
    expect(html).toContain('<a class="primary" href="/account">Sign in to my page</a>')
    expect(html).not.toContain('<form')
  })

  test('says who helps and how to start again when stopped', () => {
    const html = draw('stopped', { reason: 'too-many-attempts' })
    expect(html).toMatch(
      /<p class="help"><span>Help desk [^<]*<\/span><\/p><a class="primary" href="\/">Start again/,
    )
  })

  test('does not send a person in circles who has to register first', () => {
    expect(draw('stopped')).not.toContain('Start again')
  })
})
