import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { dialectFor, openSqlite } from './sqlite.ts'
import { StoreUnavailable } from './store-fault.ts'

type Tables = { note: { id: number; text: string }; child: { note: number } }

let database: Sqlite.Database
let ran: string[]
let ends: (() => void)[]
let db: Kysely<Tables>

beforeEach(async () => {
  ran = []
  ends = []
  database = new Sqlite(':memory:', { verbose: (text) => ran.push(String(text)) })
  database.pragma('foreign_keys = ON')
  database.exec('create table note (id integer primary key, text text not null)')
  // Judged at the commit: the one way to make a commit fail without a broken disk.
  database.exec(
    'create table child (note integer references note (id) deferrable initially deferred)',
  )
  db = new Kysely<Tables>({ dialect: dialectFor(database, (end) => void ends.push(end)) })
})

const turn = () => new Promise((resolve) => setImmediate(resolve))
/** Lets the turn of the loop end in which groups wait for others. */
const end = async () => {
  await turn()
  for (const one of ends.splice(0)) one()
  await turn()
}
const write = (id: number) =>
  db.transaction().execute((tx) => tx.insertInto('note').values({ id, text: 'one' }).execute())
const commits = () => ran.filter((text) => text === 'commit').length
const ids = () => database.prepare('select id from note order by id').pluck().all()

describe('writes at once', () => {
  test('share one commit', async () => {
    const all = Promise.all([1, 2, 3, 4, 5].map(write))
    await end()
    await all
    expect(commits()).toBe(1)
    expect(ids()).toEqual([1, 2, 3, 4, 5])
  })

  test('are told of nothing before it', async () => {
    const told: string[] = []
    const writing = write(1).then(() => told.push('written'))
    const alone = db
      .insertInto('note')
      .values({ id: 2, text: 'alone' })
      .execute()
      .then(() => told.push('written alone'))
    await turn()
    expect([told, commits()]).toEqual([[], 0])
    await end()
    await Promise.all([writing, alone])
    expect(commits()).toBe(1)
  })

  test('lose nothing where one of them is rolled back', async () => {
    const refused = db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ id: 2, text: 'two' }).execute()
      throw new Error('refused')
    })
    const all = Promise.allSettled([write(1), refused, write(3)])
    await end()
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ids()).toEqual([1, 3])
  })

  test('are all refused where the commit fails, and what comes after works', async () => {
    const orphan = db.insertInto('child').values({ note: 99 }).execute()
    const all = Promise.allSettled([write(1), orphan, write(2)])
    await end()
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(ids()).toEqual([])
    const next = write(3)
    await end()
    await next
    expect(ids()).toEqual([3])
  })

  test('go on where one statement of them was refused', async () => {
    const all = Promise.allSettled([write(1), write(1), write(2)])
    await end()
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ids()).toEqual([1, 2])
  })

  test('end a group that grows too long', async () => {
    const many = Array.from({ length: 130 }, (_, id) => write(id))
    await turn()
    await Promise.all(many.slice(0, 64))
    expect(commits()).toBe(2)
    await end()
    await Promise.all(many)
    expect(commits()).toBe(3)
  })
})

describe('a read', () => {
  test('outside of any group waits for nothing', async () => {
    expect(await db.selectFrom('note').selectAll().execute()).toEqual([])
    expect(ran.filter((text) => text.startsWith('begin'))).toEqual([])
  })

  test('of what is not durable yet waits for it, and fails with it', async () => {
    const orphan = db.insertInto('child').values({ note: 99 }).execute()
    const reading = db.selectFrom('child').selectAll().execute()
    const both = Promise.allSettled([orphan, reading])
    await turn()
    expect(commits()).toBe(0)
    await end()
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

test('a pragma is heard, whoever writes just then', async () => {
  const writing = write(1)
  const pragma = sql`pragma user_version = 7`.execute(db)
  await Promise.all([writing, pragma])
  expect(database.pragma('user_version', { simple: true })).toBe(7)
})

test('a full disk refuses all who share the commit, in words of the store', async () => {
  database.pragma('max_page_count = 8')
  const large = db.transaction().execute(async (tx) => {
    await tx
      .insertInto('note')
      .values({ id: 2, text: 'x'.repeat(200_000) })
      .execute()
  })
  const all = Promise.allSettled([write(1), large])
  await end()
  const [first, second] = await all
  expect(second).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
  // Where SQLite took back the whole transaction, nobody of it is told that it was kept.
  expect(ids()).toEqual(first?.status === 'fulfilled' ? [1] : [])
})

test('whoever is told of a write finds it in the files, were the process to die that moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
  const path = join(folder, 'latchkey.db')
  const store = openSqlite(path)
  try {
    await sql`create table note (id integer primary key) strict`.execute(store)
    const lost: number[] = []
    const writes = Array.from({ length: 80 }, async (_, id) => {
      const insert = sql`insert into note (id) values (${id})`
      // Alone, and with others: the last of a group, and whoever came in the middle of its end.
      if (id % 20 > 15) await new Promise((resolve) => setImmediate(resolve))
      await (id % 3 === 0
        ? insert.execute(store)
        : store.transaction().execute((tx) => insert.execute(tx)))
      if (!leftBehind(path, join(folder, `left-${id}.db`)).includes(id)) lost.push(id)
    })
    await Promise.all(writes)
    expect(lost).toEqual([])
  } finally {
    await store.destroy()
    rmSync(folder, { recursive: true })
  }
})

/** What another process would find, had this one been killed just now. */
function leftBehind(path: string, copy: string): unknown[] {
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, copy + end)
  const database = new Sqlite(copy)
  try {
    return database.prepare('select id from note').pluck().all()
  } finally {
    database.close()
  }
}
