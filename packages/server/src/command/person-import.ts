import { readFileSync, statSync } from 'node:fs'
import type { ImportResult, RefusedRow } from './application.ts'
import { defineCommand } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { COLUMNS, type PersonRow, readPeople } from './people-file.ts'

const DETAILS = `The first line names the columns, of which only name is required:
  ${COLUMNS.join(',')}
Groups and authenticators are separated by semicolons. "email" under authenticators enrols the address under
mail, "sms" the mobile number under phone, as verified by an administrator. Without a password a person signs in after a first reset only.`

export const personImport = defineCommand({
  name: 'person import',
  summary: 'Adds people from a CSV file: all of them, or none.',
  details: DETAILS,
  operands: ['FILE.csv'],
  run: async ({ operands: [file = ''] }, { withApplication, out }) => {
    const rows = peopleIn(file)
    const result = await withApplication((application) => application.importPeople(rows))
    if (result.outcome === 'refused') throw refused(file, result)
    out(`imported ${result.people} people\n`)
    return EXIT.done
  },
})

function peopleIn(file: string): PersonRow[] {
  const { rows, mistakes } = readPeople(textOf(file))
  if (mistakes.length === 0) return rows
  throw nothingImported(
    file,
    mistakes.map(({ line, what }) => `line ${line}: ${what}`),
  )
}

function nothingImported(file: string, lines: readonly string[]): CommandRefused {
  const text = [`nothing was imported from ${file}`, ...lines.map((line) => `  ${line}`)].join('\n')
  return new CommandRefused(EXIT.badInput, text)
}

function refused(file: string, { rows }: Extract<ImportResult, { outcome: 'refused' }>) {
  return nothingImported(file, rows.map(sentenceOf))
}

function sentenceOf(row: RefusedRow): string {
  switch (row.reason) {
    case 'exists-already':
      return `line ${row.line}: the name or address belongs to somebody already`
    case 'phone-malformed':
      return `line ${row.line}: phone is no mobile number; write it as +33 6 12 34 56 78`
    case 'password-refused':
      return `line ${row.line}: the password breaks ${row.broken.join(', ')}`
    default:
      return row satisfies never
  }
}

const LARGEST = 256 * 1024 * 1024

function textOf(file: string): string {
  const bytes = bytesOf(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw nothingImported(file, ['it is not UTF-8; save it as "CSV UTF-8"'])
  }
}

function bytesOf(file: string): Buffer {
  try {
    if (statSync(file).size > LARGEST) throw nothingImported(file, ['it is larger than 256 MiB'])
    return readFileSync(file)
  } catch (error) {
    if (error instanceof CommandRefused) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw nothingImported(file, [`it can't be read (${code})`])
  }
}
