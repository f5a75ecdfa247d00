import { describe, expect, test } from 'vitest'
import { openEmbedded } from './fixture.ts'

describe('find of the embedded directory', () => {
  test.each(["o'brien", 'ren"ée', 'straße', '💡lamp', '김민준', 'a%b_c*d', 'semi;colon--'])(
    'finds an account that is called %s',
    async (name) => {
      const { directory, add } = await openEmbedded()
      const id = await add({ name })
      expect(await directory.find({ name })).toMatchObject({ id, name })
      expect((await directory.find({ name: `CORP\\${name.toLowerCase()}` }))?.id).toBe(id)
    },
  )

  test('finds a composed name by its decomposed spelling', async () => {
    const { directory, add } = await openEmbedded()
    const id = await add({ name: 'renée' })
    expect((await directory.find({ name: 'RENÉE'.normalize('NFD') }))?.id).toBe(id)
  })

  test('finds by a further name', async () => {
    const { directory, add } = await openEmbedded()
    const id = await add({ otherNames: ['alice.ferrand@example.org'] })
    expect((await directory.find({ name: ' Alice.Ferrand@Example.org ' }))?.id).toBe(id)
  })

  test('finds nobody of another tenant, by name or id', async () => {
    const { directory, add, deps } = await openEmbedded()
    const id = await add()
    const other = await openEmbedded({ ...deps, tenant: 'ten_other' })
    expect(await other.directory.find({ name: 'alice' })).toBeUndefined()
    expect(await other.directory.find({ id })).toBeUndefined()
    expect((await directory.find({ id }))?.id).toBe(id)
  })

  test('runs the same statement and opens as much, whether somebody is found or not', async () => {
    const made = await openEmbedded()
    await made.add()
    const opened: string[] = []
    const open = (context: string, sealed: Uint8Array) => {
      opened.push(context)
      return made.deps.open(context, sealed)
    }
    const { directory } = await openEmbedded({ ...made.deps, open })
    const work = async (name: string) => {
      made.statements.length = 0
      opened.length = 0
      const entry = await directory.find({ name })
      return { found: entry !== undefined, statements: [...made.statements], opened: opened.length }
    }
    const hit = await work('alice')
    const miss = await work('nobody')
    expect([hit.found, miss.found]).toEqual([true, false])
    expect(miss.statements).toEqual(hit.statements)
    expect(miss.statements).toHaveLength(1)
    expect([hit.opened, miss.opened]).toEqual([1, 1])
  })

  test('finds nobody by the id or the name of nobody', async () => {
    const { add, directory } = await openEmbedded()
    await add()
    expect(await directory.find({ id: '' })).toBeUndefined()
    expect(await directory.find({ name: '' })).toBeUndefined()
  })
})
