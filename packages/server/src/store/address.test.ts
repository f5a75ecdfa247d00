import { expect, test } from 'vitest'
import { parseStoreUrl } from './address.ts'

test('an address of PostgreSQL says who, where and which database', () => {
  expect(parseStoreUrl('postgres://me@db.example.org/latchkey')).toEqual({
    ...{ kind: 'postgres', host: 'db.example.org', port: 5432 },
    ...{ user: 'me', database: 'latchkey' },
  })
  expect(parseStoreUrl('postgresql://a%40b@[::1]:6000/one%20two')).toMatchObject({
    ...{ host: '::1', port: 6000, user: 'a@b', database: 'one two' },
  })
})

test('an address of SQLite is a file', () => {
  expect(parseStoreUrl('sqlite:/var/x.db')).toEqual({ kind: 'sqlite', file: '/var/x.db' })
})

test.each([
  ['a password', 'postgres://me:secret@db/latchkey'],
  ['a parameter that could switch TLS off', 'postgres://me@db/latchkey?sslmode=disable'],
  ['a fragment', 'postgres://me@db/latchkey#x'],
  ['nobody', 'postgres://db/latchkey'],
  ['no database', 'postgres://me@db'],
  ['a path', 'postgres://me@db/one/two'],
  ['no host', 'postgres://me@/latchkey'],
  ['another kind', 'mysql://me@db/latchkey'],
  ['no file', 'sqlite:'],
  ['no kind', '/var/x.db'],
])('an address with %s is none', (_, text) => {
  expect(parseStoreUrl(text)).toBeUndefined()
})
