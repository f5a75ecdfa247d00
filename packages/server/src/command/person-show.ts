import type { Instant } from '@latchkey/protocol'
import type { ShownAuthenticator, ShownPerson } from './application.ts'
import { defineCommand } from './command.ts'
import { EXIT } from './exit.ts'
import { unknownPerson } from './person.ts'
import { alignedLines } from './table.ts'

export const personShow = defineCommand({
  name: 'person show',
  summary: 'Shows what is known of a person: state, groups, authenticators.',
  operands: ['NAME'],
  run: async ({ operands: [name = ''] }, { withApplication, out }) => {
    const person = await withApplication((application) => application.showPerson(name))
    if (!person) throw unknownPerson(name)
    out(`${alignedLines(rowsOf(person))}\n`)
    return EXIT.done
  },
})

function rowsOf(person: ShownPerson): string[][] {
  return [
    ['name', person.name],
    ['display name', person.displayName],
    ['directory', person.directory],
    ['id', person.id ?? 'none yet'],
    ['mail', person.mail ?? 'none'],
    ['groups', person.groups.join('; ') || 'none'],
    ['administrator', person.isAdministrator ? 'yes' : 'no'],
    ['state', stateOf(person)],
    ...authenticatorRows(person.authenticators),
  ]
}

function stateOf(person: ShownPerson): string {
  const parts = [
    person.isDisabled ? 'disabled' : '',
    person.isExpired ? 'expired' : '',
    person.isLocked ? 'locked' : '',
    person.mustChange ? 'must change the password' : '',
    person.frozenAt === null ? '' : `frozen since ${timeOf(person.frozenAt)}`,
  ]
  return parts.filter((part) => part !== '').join(', ') || 'well'
}

function authenticatorRows(authenticators: readonly ShownAuthenticator[]): string[][] {
  if (authenticators.length === 0) return [['authenticators', 'none']]
  return authenticators.map(({ kind, hint, createdAt, usedAt }) => {
    const used = usedAt === null ? 'never used' : `used ${timeOf(usedAt)}`
    const known = hint === undefined ? '' : ` ${hint}`
    return ['authenticator', `${kind}${known}, enrolled ${timeOf(createdAt)}, ${used}`]
  })
}

function timeOf(at: Instant): string {
  return new Date(at).toISOString()
}
