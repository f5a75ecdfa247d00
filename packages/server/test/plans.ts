import Sqlite from 'better-sqlite3'

/** How a database would find what a statement asks for, one step a line. */
export type Explain = (text: string) => readonly string[]

// What administrators write by hand, and what the program keeps of itself: neither grows with people or with time.
const SMALL = ['tenant', 'policy', 'setting', 'machine_code', 'migration', 'migration_lock']

/** Steps that look like walks and are none, with the reason. */
const EXCUSED: readonly { readonly step: RegExp; readonly of: RegExp }[] = [
  // The rows of a statement itself, and what an inner query found already.
  { step: /^SCAN (\d+-ROW VALUES CLAUSE|found)$/, of: /./ },
  // A page in the order of the index, which ends with the page.
  { step: /audit_event_by_time \(tenant=\?\)$/, of: /limit \?/ },
  // A partial index: administrators, and nobody else.
  { step: /principal_appointed \(tenant=\?\)$/, of: /./ },
  // Whether there is any row at all.
  { step: /embedded_entry_1 \(tenant=\?\)$/, of: /where "tenant" = \? limit \?$/ },
  // SQLite looks for children of a new row only where a constraint is broken already.
  { step: /embedded_login_1 \(tenant=\?\)$/, of: /^insert into "embedded_entry"/ },
]

/**
 * The statements that read a growing table through, or all that a tenant has in one: with a million people and ten
 * million events each would take seconds. What a test asks by itself, a select without any condition, is left out.
 */
export function walksIn(texts: readonly string[], explain: Explain): string[] {
  const asked = texts.filter((text) => /^\s*(select|insert|update|delete|with)\b/i.test(text))
  const ofTests = (text: string) => /^\s*select\b/i.test(text) && !/\bwhere\b/i.test(text)
  return asked
    .filter((text) => !ofTests(text) && !text.includes('sqlite_master'))
    .flatMap((text) => {
      const walks = explain(text).filter((step) => isWalk(step, text))
      return walks.map((step) => `${step}: ${text.slice(0, 300)}`)
    })
}

function isWalk(step: string, text: string): boolean {
  const [, table = ''] = /^(?:SCAN|SEARCH) (\S+)/.exec(step) ?? []
  const isWhole = step.startsWith('SCAN ') || step.endsWith('(tenant=?)')
  if (!isWhole || SMALL.includes(table)) return false
  return !EXCUSED.some((one) => one.step.test(step) && one.of.test(text))
}

const known = new Map<string, readonly string[]>()

/** Explains statements of a store of SQLite; each text once, as every store here has the same schema. */
export function explainInSqlite(path: string): Explain & Disposable {
  const database = new Sqlite(path)
  const explain = (text: string) => {
    const steps = known.get(text) ?? planOf(database, text)
    known.set(text, steps)
    return steps
  }
  return Object.assign(explain, { [Symbol.dispose]: () => void database.close() })
}

function planOf(database: Sqlite.Database, text: string): string[] {
  // Without statistics a plan follows from the schema alone, whatever the values are.
  const values = Array.from(text.matchAll(/\?/g), () => null)
  // as: the columns of a plan are SQLite's.
  const steps = database.prepare(`explain query plan ${text}`).all(...values) as {
    readonly detail: string
  }[]
  return steps.map(({ detail }) => detail)
}
