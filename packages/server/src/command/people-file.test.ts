import { describe, expect, test } from 'vitest'
import { readPeople } from './people-file.ts'

const HEADER = 'name,display-name,mail,groups,password,authenticators,disabled,must-change'

function mistakesIn(text: string): string[] {
  const { mistakes } = readPeople(text)
  return mistakes.map(({ line, what }) => `${line} ${what}`)
}

describe('a file of people', () => {
  test('says everything of a person', () => {
    const { rows, mistakes } = readPeople(
      `${HEADER}\nalice,"Alice, A.",alice@corp.test,staff; vpn;staff, pass;word ,email,yes,1\n`,
    )
    expect(mistakes).toEqual([])
    expect(rows).toMatchObject([
      {
        line: 2,
        name: 'alice',
        displayName: 'Alice, A.',
        mail: 'alice@corp.test',
        groups: ['staff', 'vpn'],
        authenticators: ['email'],
        isDisabled: true,
        mustChange: true,
      },
    ])
    expect(rows[0]?.password?.use((value) => value)).toBe(' pass;word ')
  })

  test('says which phone, as it is written, and what is enrolled', () => {
    const { rows, mistakes } = readPeople(
      'name,mail,phone,authenticators\nalice,a@corp.test,06 12 34 56 78,email;sms\n',
    )
    expect(mistakes).toEqual([])
    expect(rows).toMatchObject([{ phone: '06 12 34 56 78', authenticators: ['email', 'sms'] }])
  })

  test('enrols no phone that it does not name', () => {
    expect(mistakesIn('name,authenticators\nalice,sms\n')).toEqual([
      '2 authenticators: sms needs a number in phone',
    ])
  })

  test('needs a name only', () => {
    expect(readPeople('name\nbob\n').rows).toEqual([
      {
        line: 2,
        name: 'bob',
        displayName: 'bob',
        groups: [],
        authenticators: [],
        isDisabled: false,
        mustChange: false,
      },
    ])
  })

  test('tells all mistakes at once, in the order of lines, and quotes no cell', () => {
    const text = `${HEADER}\n,,a b,,hunter2,totp,perhaps,\nbob,,,,hunter2,email,,\n"x"y,hunter2\ncarol\n`
    const mistakes = mistakesIn(text)
    expect(mistakes).toEqual([
      '2 no name',
      '2 mail: no mail address',
      '2 authenticators: expected email, sms or nothing',
      '2 disabled: expected yes, no or nothing',
      '3 authenticators: email needs an address in mail',
      '4 text after a quoted cell',
      '5 1 cells; expected 8',
    ])
  })

  test.each([
    ['ALICE,', 'the same name in another case'],
    ['bob,Alice@corp.test', 'the same address'],
    ['alice@corp.test,', "a name that is somebody's address"],
  ])('refuses %s: %s', (second) => {
    const text = `name,mail\nalice,alice@corp.test\n${second}\n`
    expect(mistakesIn(text)).toEqual(['3 a name or address of line 2 again'])
  })

  test.each([
    ['name,shoe-size\na,42\n', '1 an unknown column "shoe-size"'],
    ['name,name\na,b\n', '1 the column "name" twice'],
    ['mail\na@b.test\n', '1 no column "name"'],
    ['name;mail\na;a@b.test\n', '1 cells are separated by semicolons'],
    ['', '1 no header'],
    ['name\n', '1 no people'],
  ])('refuses %j', (text, what) => {
    expect(mistakesIn(text)[0]).toContain(what)
  })

  test.each(['a\u0000b', 'a\u001bb', 'x'.repeat(257)])('refuses the name %j', (name) => {
    expect(mistakesIn(`name\n"${name}"\n`)).toEqual([
      '2 name: too long, or with a character that is not text',
    ])
  })
})
