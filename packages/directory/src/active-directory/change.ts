import { Attribute, Change } from 'ldapts'

type Operation = 'add' | 'delete' | 'replace'

/** One step of a modify over one value. */
export function change(operation: Operation, type: string, value: string | Buffer): Change {
  const values = typeof value === 'string' ? [value] : [value]
  return new Change({ operation, modification: new Attribute({ type, values }) })
}
