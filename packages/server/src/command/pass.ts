import { defineCommand } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { helpdeskWish, NOT_ISSUED } from './helpdesk-options.ts'
import { unknownPerson } from './person.ts'

const ISSUE = 'pass issue'

const REFUSED = {
  'not-allowed':
    'Policy has no helpdesk-pass among the authenticators: nobody could get in with it.',
  ...NOT_ISSUED,
} as const

export const passIssue = defineCommand({
  name: ISSUE,
  summary: 'Makes a pass, good once, for a person whom you have checked.',
  operands: ['NAME'],
  optionUsage: '--checked-how TEXT [--valid 15m|1h|24h] [--language en|fr]',
  details:
    'The pass is shown once: read it out to the person. It ends the one before, and the person’s addresses are told. --checked-how says how you knew that it is them, and stays in the audit. --language is the person’s, for that message.',
  options: {
    'checked-how': { type: 'string' },
    valid: { type: 'string' },
    language: { type: 'string' },
  },
  run: async ({ options, operands: [name = ''] }, { withApplication, out }) => {
    const wish = { name, ...helpdeskWish(ISSUE, options) }
    const issued = await withApplication((application) => application.issuePass(wish))
    if (issued.outcome === 'unknown-person') throw unknownPerson(name)
    if (issued.outcome !== 'issued')
      throw new CommandRefused(EXIT.refused, `${ISSUE} was refused. ${REFUSED[issued.outcome]}`)
    const until = new Date(issued.expiresAt).toISOString()
    out(`${issued.pass}\ngood once, until ${until}\n`)
    return EXIT.done
  },
})

export const passRevoke = defineCommand({
  name: 'pass revoke',
  summary: 'Ends the pass of a person before its time.',
  operands: ['NAME'],
  run: async ({ operands: [name = ''] }, { withApplication, out }) => {
    const { outcome } = await withApplication((application) => application.revokePass(name))
    if (outcome === 'unknown-person') throw unknownPerson(name)
    out(outcome === 'done' ? 'revoked\n' : 'nothing to do: no open pass\n')
    return EXIT.done
  },
})
