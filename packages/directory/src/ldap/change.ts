import { Attribute, Change } from 'ldapts'

/** One change of a modify; `values` left out of a delete removes the attribute. */
export function change(
  operation: 'add' | 'delete' | 'replace',
  type: string,
  ...values: string[] | Buffer[]
): Change {
  return new Change({ operation, modification: new Attribute({ type, values }) })
}
