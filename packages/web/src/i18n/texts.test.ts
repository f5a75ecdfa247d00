import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { PROBLEMS, REFUSAL_CODES, RULE_CODES, STOP_REASONS } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { CATALOGUES, type TextKey } from './catalogue/catalogues.ts'
import { createTexts } from './texts.ts'

const { en, fr } = CATALOGUES
const keys = Object.keys(en).sort()

function argumentsOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      const inside = Object.values(element.options).flatMap((option) => argumentsOf(option.value))
      return [`${element.value}:${element.type}`, ...inside]
    }
    return 'value' in element ? [`${element.value}:${element.type}`] : []
  })
}

function distinctArguments(message: string): string[] {
  return [...new Set(argumentsOf(parse(message, { ignoreTag: true })))].sort()
}

describe('the catalogues', () => {
  test('have the same keys in every language', () => {
    expect(Object.keys(fr).sort()).toEqual(keys)
  })

  test('ask for the same arguments in every language', () => {
    const by = (catalogue: typeof en) =>
      Object.fromEntries(
        Object.entries(catalogue).map(([key, message]) => [key, distinctArguments(message)]),
      )
    expect(by(fr)).toEqual(by(en))
  })

  test('never leave a text empty', () => {
    const empty = [...Object.entries(en), ...Object.entries(fr)].filter(
      ([, message]) => message.trim() === '',
    )
    expect(empty).toEqual([])
  })

  // ICU reads ' as the start of a quotation, and would swallow the arguments after it.
  test('write the apostrophe as ’', () => {
    const straight = [...Object.entries(en), ...Object.entries(fr)].filter(([, message]) =>
      message.includes("'"),
    )
    expect(straight).toEqual([])
  })

  test('keep French punctuation on the line of the word it belongs to', () => {
    const breakable = Object.entries(fr).filter(([, message]) =>
      /\u0020[;:!?»]|«\u0020/.test(message),
    )
    expect(breakable).toEqual([])
    expect(fr['step.choose.title']).toBe('Comment vérifier que c’est bien vous\u00a0?')
  })

  test.each([
    ['problem', Object.keys(PROBLEMS), ['title', 'text']],
    ['step.stopped', STOP_REASONS, ['title', 'text']],
    ['step.refusal', REFUSAL_CODES, []],
    ['step.rule', RULE_CODES, []],
  ])('have a text for everything the wire can say: %s', (area, codes, parts) => {
    const wanted = codes.flatMap((code) =>
      parts.length === 0 ? [`${area}.${code}`] : parts.map((part) => `${area}.${code}.${part}`),
    )
    expect(keys.filter((key) => key.startsWith(`${area}.`))).toEqual(wanted.sort())
  })
})

describe('text', () => {
  test.each([
    ['en', 1, 'That code wasn’t right. One try left.'],
    ['en', 3, 'That code wasn’t right. 3 tries left.'],
    ['fr', 1, 'Ce code n’est pas le bon. Il vous reste un essai.'],
    ['fr', 3, 'Ce code n’est pas le bon. Il vous reste 3 essais.'],
  ] as const)('counts in %s: %i', (locale, left, expected) => {
    expect(createTexts(locale).text('step.refusal.code-not-accepted', { left })).toBe(expected)
  })

  test('puts a value in as it is, without reading it as a message', () => {
    const name = "{evil, select, other {x}} <b>'#'"
    expect(createTexts('en').text('step.new-password.text', { name })).toBe(`For ${name}`)
  })

  test('refuses to leave an argument out', () => {
    expect(() => createTexts('en').text('step.new-password.text', {})).toThrow(/name/)
  })

  test('knows which codes have a text', () => {
    const texts = createTexts('en')
    expect(texts.has('audit.activity.flow.started')).toBe(true)
    expect(texts.has('audit.activity.flow.unheard-of')).toBe(false)
    expect(texts.has('toString')).toBe(false)
  })
})

describe('mail', () => {
  const facts = {
    name: 'alice',
    organisation: 'Corp',
    when: 'now',
    client: 'a browser',
    address: '192.0.2.7',
  }
  const notice = { ...facts, helpdesk: '+33 1', link: 'https://reset.example/not-me/t' }
  const mail = (key: TextKey, args: Record<string, string>) => createTexts('en').text(key, args)

  test('puts a code on a line of its own and not into the subject', () => {
    const args = { ...notice, code: '402913', hasMachine: 'no', machine: '' }
    expect(mail('mail.code.body', args).split('\n')).toContain('402913')
    expect(en['mail.code.subject']).not.toContain('{code}')
  })

  test('names the PC only where there is one', () => {
    const body = (hasMachine: string) =>
      mail('mail.notice.password-reset.body', {
        ...notice,
        hasLink: 'yes',
        hasMachine,
        machine: 'PC-7',
      })
    expect(body('yes')).toContain('a browser on PC-7\n')
    expect(body('no')).toContain('From: a browser\n')
  })

  test('leaves the link out for an address that was added lately', () => {
    const body = (hasLink: string) =>
      mail('mail.notice.password-reset.body', { ...notice, hasLink, hasMachine: 'no', machine: '' })
    expect(body('yes')).toContain(notice.link)
    expect(body('no')).not.toContain(notice.link)
    expect(body('no')).toContain('call the help desk now')
  })
})
