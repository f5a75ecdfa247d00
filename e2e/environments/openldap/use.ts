import { Secret } from '@latchkey/protocol'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type Opened, type Opening, openDirectory } from './directory.ts'
import { DEFAULT_POLICY, GROUPS, PEOPLE } from './names.ts'
import { addPerson, type NewPerson, removeTree, set } from './people.ts'
import { type Slapd, type SlapdOptions, startSlapd } from './slapd.ts'

/** A directory, and the short way to its methods. */
export type Used = Opened & {
  idOf(name: string): Promise<string>
  verify(name: string, password: string): ReturnType<Opened['directory']['verifyPassword']>
  reset(name: string, password: string): ReturnType<Opened['directory']['setPassword']>
  change(
    name: string,
    current: string,
    password: string,
  ): ReturnType<Opened['directory']['setPassword']>
}

/** One slapd for a test file; what a test adds is removed after it. */
export function useSlapd(options: SlapdOptions = {}) {
  let slapd: Slapd
  beforeAll(async () => {
    slapd = await startSlapd(options)
  })
  afterAll(() => slapd[Symbol.asyncDispose]())

  return {
    slapd: () => slapd,
    /** Opens it for one test. */
    open: (opening: Opening = {}): Used => {
      const opened = openDirectory(slapd, opening)
      onTestFinished(opened.close)
      return { ...opened, ...shortWays(opened) }
    },
    add: async (person: NewPerson): Promise<string> => {
      onTestFinished(() => empty(slapd))
      return await addPerson(slapd.root, person)
    },
    set: (dn: string, attributes: Parameters<typeof set>[2]) => set(slapd.root, dn, attributes),
    /** Changes the default policy for one test. */
    setPolicy: async (attributes: Record<string, string>): Promise<void> => {
      const { searchEntries } = await slapd.root.search(DEFAULT_POLICY, { scope: 'base' })
      const before = Object.keys(attributes).map((name) => {
        const value = searchEntries[0]?.[name]
        return [name, value === undefined ? undefined : String(value)] as const
      })
      onTestFinished(() => set(slapd.root, DEFAULT_POLICY, Object.fromEntries(before)))
      await set(slapd.root, DEFAULT_POLICY, attributes)
    },
    /** One attribute as it is in the directory, the operational ones too. */
    read: async (dn: string, name: string): Promise<string | undefined> => {
      const { searchEntries } = await slapd.root.search(dn, { scope: 'base', attributes: [name] })
      const value = [searchEntries[0]?.[name] ?? []].flat()[0]
      return value?.toString()
    },
  }
}

/** Removes all people and groups. */
export async function empty({ root }: Slapd): Promise<void> {
  for (const unit of [PEOPLE, GROUPS]) {
    await removeTree(root, unit)
    await root.add(unit, { objectClass: 'organizationalUnit' })
  }
}

function shortWays({ directory }: Opened) {
  const idOf = async (name: string) => {
    const entry = await directory.find({ name })
    if (!entry) throw new Error(`there is no ${name}`)
    return entry.id
  }
  return {
    idOf,
    verify: async (name: string, password: string) =>
      directory.verifyPassword(await idOf(name), new Secret(password)),
    reset: async (name: string, password: string) =>
      directory.setPassword(await idOf(name), { password: new Secret(password) }),
    change: async (name: string, current: string, password: string) =>
      directory.setPassword(await idOf(name), {
        password: new Secret(password),
        current: new Secret(current),
      }),
  }
}
