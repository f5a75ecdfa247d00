import { unbracketed } from '../host.ts'

/** Where a store is: a file of this machine, or a database across the network. */
export type StoreAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'postgres'
      readonly host: string
      readonly port: number
      readonly user: string
      readonly database: string
    }

const PORT = 5432

/**
 * Reads `sqlite:/path` or `postgres://user@host:port/database`. Undefined for anything else: a password has
 * a key of its own, and a parameter could switch off what TLS checks.
 */
export function parseStoreUrl(text: string): StoreAddress | undefined {
  if (text.startsWith('sqlite:')) return sqliteAt(text.slice('sqlite:'.length))
  return /^postgres(ql)?:\/\//.test(text) ? postgresAt(URL.parse(text)) : undefined
}

function sqliteAt(file: string): StoreAddress | undefined {
  return file === '' ? undefined : { kind: 'sqlite', file }
}

function postgresAt(url: URL | null): StoreAddress | undefined {
  if (!url) return
  if (url.password !== '' || url.search !== '' || url.hash !== '') return
  const [user, database] = [decoded(url.username), decoded(url.pathname.slice(1))]
  const host = unbracketed(url.hostname)
  if (!user || !database || database.includes('/') || host === '') return
  return { kind: 'postgres', host, port: Number(url.port || PORT), user, database }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return
  }
}
