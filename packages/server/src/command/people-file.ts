import { MEDIA, type Medium, Secret } from '@latchkey/protocol'
import { type CsvMistake, type CsvRecord, parseCsv } from './csv.ts'

/** A person to import, and the line that says so. */
export type PersonRow = {
  readonly line: number
  readonly name: string
  readonly displayName: string
  readonly mail?: string
  /** As it is written: the server reads it with its own country in mind. */
  readonly phone?: string
  readonly groups: readonly string[]
  readonly password?: Secret<string>
  /** Enrolled at once, as verified by an administrator: `email` is the address in `mail`, `sms` the number in `phone`. */
  readonly authenticators: readonly Medium[]
  readonly isDisabled: boolean
  readonly mustChange: boolean
}

export const COLUMNS = [
  'name',
  'display-name',
  'mail',
  'phone',
  'groups',
  'password',
  'authenticators',
  'disabled',
  'must-change',
] as const
type Column = (typeof COLUMNS)[number]

export type PeopleFile = { readonly rows: PersonRow[]; readonly mistakes: CsvMistake[] }

/** Reads people from CSV with all mistakes at once. A mistake never quotes a cell: it may be a password. */
export function readPeople(text: string): PeopleFile {
  const { records, mistakes } = parseCsv(text)
  const [header, ...body] = records
  if (!header) return { rows: [], mistakes: [...mistakes, { line: 1, what: 'no header' }] }
  const wrong = mistakesOfHeader(header)
  if (wrong.length > 0) return { rows: [], mistakes: [...mistakes, ...wrong] }
  const read = body.map((record) => readPerson(header.cells, record))
  const rows = read.flatMap(({ row }) => (row ? [row] : []))
  const all = [...mistakes, ...read.flatMap(({ mistakes: own }) => own), ...takenTwice(rows)]
  if (body.length === 0 && all.length === 0) all.push({ line: header.line, what: 'no people' })
  return { rows, mistakes: all.toSorted((one, other) => one.line - other.line) }
}

function mistakesOfHeader({ line, cells }: CsvRecord): CsvMistake[] {
  if (cells.length === 1 && cells[0]?.includes(';'))
    return [{ line, what: 'cells are separated by semicolons; expected commas' }]
  const unknown = cells.filter((cell) => !COLUMNS.some((column) => column === cell))
  const twice = cells.filter((cell, at) => cells.indexOf(cell) !== at)
  return [
    ...unknown.map((cell) => `an unknown column "${cell}"; expected ${COLUMNS.join(',')}`),
    ...twice.map((cell) => `the column "${cell}" twice`),
    ...(cells.includes('name') ? [] : ['no column "name"']),
  ].map((what) => ({ line, what }))
}

type ReadPerson = { readonly row?: PersonRow; readonly mistakes: readonly CsvMistake[] }

function readPerson(header: readonly string[], { line, cells }: CsvRecord): ReadPerson {
  if (cells.length !== header.length)
    return { mistakes: [{ line, what: `${cells.length} cells; expected ${header.length}` }] }
  const cell = (column: Column) => cells[header.indexOf(column)] ?? ''
  const mistakes = mistakesOf(cell).map((what) => ({ line, what }))
  const name = cell('name').trim()
  const mail = cell('mail').trim()
  const phone = cell('phone').trim()
  const password = cell('password')
  const row = {
    line,
    name,
    displayName: cell('display-name').trim() || name,
    ...(mail !== '' && { mail }),
    ...(phone !== '' && { phone }),
    groups: listOf(cell('groups')),
    ...(password !== '' && { password: new Secret(password) }),
    authenticators: listOf(cell('authenticators')).filter(isMedium),
    isDisabled: flagOf(cell('disabled')) === true,
    mustChange: flagOf(cell('must-change')) === true,
  }
  return mistakes.length === 0 ? { row, mistakes } : { mistakes }
}

type Cell = (column: Column) => string

const LONGEST_NAME = 256
const LONGEST_PASSWORD = 1024
const LONGEST_LIST = 4096

function mistakesOf(cell: Cell): string[] {
  const mail = cell('mail').trim()
  const kinds = listOf(cell('authenticators'))
  return [
    ...(cell('name').trim() === '' ? ['no name'] : []),
    ...COLUMNS.filter((column) => !isWellFormed(column, cell(column))).map(
      (column) => `${column}: too long, or with a character that is not text`,
    ),
    ...(mail === '' || /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(mail) ? [] : ['mail: no mail address']),
    ...(kinds.every(isMedium) ? [] : ['authenticators: expected email, sms or nothing']),
    ...(kinds.includes('email') && mail === ''
      ? ['authenticators: email needs an address in mail']
      : []),
    ...(kinds.includes('sms') && cell('phone').trim() === ''
      ? ['authenticators: sms needs a number in phone']
      : []),
    ...(['disabled', 'must-change'] as const)
      .filter((column) => flagOf(cell(column)) === undefined)
      .map((column) => `${column}: expected yes, no or nothing`),
  ]
}

function isMedium(kind: string): kind is Medium {
  return MEDIA.some((medium) => medium === kind)
}

function isWellFormed(column: Column, text: string): boolean {
  if (column === 'password')
    return text.length <= LONGEST_PASSWORD && text.isWellFormed() && !text.includes('\0')
  const longest = column === 'groups' ? LONGEST_LIST : LONGEST_NAME
  return text.length <= longest && !/[\p{Cc}\p{Cs}]/u.test(text)
}

function listOf(cell: string): string[] {
  const parts = cell.split(';').map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}

const FLAGS: Readonly<Record<string, boolean>> = {
  '': false,
  no: false,
  false: false,
  '0': false,
  yes: true,
  true: true,
  '1': true,
}

function flagOf(cell: string): boolean | undefined {
  return FLAGS[cell.trim().toLowerCase()]
}

// A person is found by name and by address, whatever the case: each may lead to one person only.
function takenTwice(rows: readonly PersonRow[]): CsvMistake[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ line, name, mail }) => {
    const own = new Set([name, mail ?? name].map((text) => text.normalize('NFKC').toLowerCase()))
    const earlier = [...own].map((text) => first.get(text)).find((found) => found !== undefined)
    for (const text of own) first.set(text, first.get(text) ?? line)
    return earlier === undefined
      ? []
      : [{ line, what: `a name or address of line ${earlier} again` }]
  })
}
