import type { Client, Entry } from 'ldapts'
import type { Connection } from '../ldap/connect.ts'

/** A double for tests: answers each search below a base with what it was given, and counts them. */
export function scriptedConnection(entries: (base: string) => readonly Entry[]): Connection & {
  readonly searched: readonly string[]
} {
  const searched: string[] = []
  const search: Client['search'] = async (base) => {
    searched.push(String(base))
    return { searchEntries: [...entries(String(base))], searchReferences: [] }
  }
  // as: nothing here does more with a client than search.
  const client = { search } as Client
  const server = { host: 'dc1.corp.test', port: 636 }
  return { client, server, certificate: () => undefined, searched }
}
