import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ShownPerson } from './application.ts'
import type { PersonRow } from './people-file.ts'
import { NOW, type } from './surroundings.fixture.ts'

const carol: ShownPerson = {
  id: 'prn_carol',
  name: 'carol',
  displayName: 'Carol \u001b[31mRed',
  directory: 'corp',
  mail: 'carol@corp.test',
  groups: ['staff'],
  isAdministrator: false,
  isDisabled: false,
  isExpired: false,
  isLocked: true,
  mustChange: true,
  frozenAt: NOW,
  authenticators: [{ kind: 'email', hint: 'c…@corp.test', createdAt: NOW, usedAt: null }],
}

describe('person show', () => {
  test('prints aligned lines that cannot act on the terminal', async () => {
    const application = { showPerson: async () => carol }
    const { exitCode, out, closed } = await type(['person', 'show', 'carol', '--dev'], {
      application,
    })
    expect([exitCode, closed]).toEqual([0, 1])
    expect(out).toContain('name           carol\n')
    expect(out).toContain('display name   Carol \uFFFD[31mRed\n')
    expect(out).toContain('locked, must change the password, frozen since 2030-01-31T12:00:00.000Z')
    expect(out).toContain('authenticator  email c…@corp.test, enrolled 2030-')
  })

  test('refuses a name that nobody has', async () => {
    const application = { showPerson: async () => undefined }
    const { exitCode, err, closed } = await type(['person', 'show', 'x', '--dev'], { application })
    expect([exitCode, err, closed]).toEqual([65, 'latchkey: no directory has a person "x"\n', 1])
  })
})

describe.each([
  ['unlock', 'unlockPerson', 'unlocked'],
  ['freeze', 'freezePerson', 'frozen'],
  ['unfreeze', 'unfreezePerson', 'no longer frozen'],
] as const)('person %s', (word, method, done) => {
  const line = ['person', word, 'carol', '--dev']

  test('says that it is done', async () => {
    const names: string[] = []
    const application = {
      [method]: async (name: string) => {
        names.push(name)
        return { outcome: 'done' }
      },
    }
    expect(await type(line, { application })).toMatchObject({ exitCode: 0, out: `${done}\n` })
    expect(names).toEqual(['carol'])
  })

  test('says that there is nothing to do', async () => {
    const application = { [method]: async () => ({ outcome: 'nothing-to-do' }) }
    const { exitCode, out } = await type(line, { application })
    expect([exitCode, out]).toEqual([0, expect.stringContaining('nothing to do')])
  })

  test('refuses a name that nobody has', async () => {
    const application = { [method]: async () => ({ outcome: 'unknown-person' }) }
    expect(await type(line, { application })).toMatchObject({ exitCode: 65 })
  })

  test('says why it was refused', async () => {
    const application = { [method]: async () => ({ outcome: 'refused', reason: 'no-right' }) }
    const { exitCode, err } = await type(line, { application })
    expect([exitCode, err]).toEqual([77, `latchkey: person ${word} was refused: no-right\n`])
  })
})

describe('person import', () => {
  async function importing(csv: string | Buffer, application = {}) {
    const dir = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
    const file = join(dir, 'people.csv')
    writeFileSync(file, csv)
    const result = await type(['person', 'import', file, '--dev'], { application })
    rmSync(dir, { recursive: true })
    return result
  }

  test('hands over everybody', async () => {
    const seen: PersonRow[] = []
    const application = {
      importPeople: async (rows: readonly PersonRow[]) => {
        seen.push(...rows)
        return { outcome: 'imported', people: rows.length }
      },
    }
    const { exitCode, out } = await importing('name\nalice\nbob\n', application)
    expect([exitCode, out]).toEqual([0, 'imported 2 people\n'])
    expect(seen.map(({ name }) => name)).toEqual(['alice', 'bob'])
  })

  test('opens nothing while the file has mistakes, and shows all without a password', async () => {
    const { exitCode, err, opened } = await importing(
      'name,password,disabled\n,hunter2,no\nbob,hunter2,maybe\n',
    )
    expect([exitCode, opened]).toEqual([65, 0])
    expect(err).toContain('line 2: no name')
    expect(err).toContain('line 3: disabled: expected yes, no or nothing')
    expect(err).not.toContain('hunter2')
  })

  test('says which lines the directory refused', async () => {
    const rows = [
      { line: 2, reason: 'exists-already' },
      { line: 3, reason: 'password-refused', broken: ['min-length', 'history'] },
    ]
    const application = { importPeople: async () => ({ outcome: 'refused', rows }) }
    const { exitCode, err } = await importing('name\nalice\nbob\n', application)
    expect(exitCode).toBe(65)
    expect(err).toContain('line 2: the name or address belongs to somebody already')
    expect(err).toContain('line 3: the password breaks min-length, history')
  })

  test('refuses a file that is not UTF-8, and one that is not there', async () => {
    const latin = await importing(Buffer.from('name\nJos\xe9\n', 'latin1'))
    expect([latin.exitCode, latin.err]).toEqual([65, expect.stringContaining('not UTF-8')])
    const none = await type(['person', 'import', '/nowhere/people.csv', '--dev'])
    expect([none.exitCode, none.err]).toEqual([65, expect.stringContaining('ENOENT')])
  })
})
