import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { TABLES } from './schema.ts'

// The dump of PostgreSQL is made in a layer of its own: a migration that was not dumped there is seen here.
const golden = (dialect: string) =>
  readFileSync(fileURLToPath(new URL(`../../schema.${dialect}.sql`, import.meta.url)), 'utf8')

/** Tables with their columns, in the words that both dumps share. */
function columnsIn(dump: string): Record<string, string[]> {
  const tables = dump.matchAll(/^CREATE TABLE (?:public\.)?"?(\w+)"? \(\n([\s\S]*?)^\)/gim)
  return Object.fromEntries(
    [...tables].map(([, name = '', body = '']) => [
      name,
      body
        .split('\n')
        .map((line) => line.trim().replaceAll('"', '').split(' ')[0] ?? '')
        .filter((word) => word !== '' && !/^(constraint|primary|foreign|unique)$/i.test(word))
        .toSorted(),
    ]),
  )
}

const indicesIn = (dump: string) =>
  [...dump.matchAll(/^create (?:unique )?index "?(\w+)"?/gim)].map(([, name]) => name).toSorted()

test('both golden dumps have the same tables, columns and indices', () => {
  const [sqlite, postgres] = [golden('sqlite'), golden('postgres')]
  expect(columnsIn(postgres)).toEqual(columnsIn(sqlite))
  expect(indicesIn(postgres)).toEqual(indicesIn(sqlite))
})

test('the list of tables is that of the schema', () => {
  const own = Object.keys(columnsIn(golden('sqlite'))).filter(
    (name) => !name.startsWith('migration'),
  )
  expect(own.toSorted()).toEqual([...TABLES].toSorted())
})
