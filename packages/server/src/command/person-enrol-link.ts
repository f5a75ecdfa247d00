import { defineCommand } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { helpdeskWish, NOT_ISSUED } from './helpdesk-options.ts'
import { unknownPerson } from './person.ts'

const NAME = 'person enrol-link'

const REFUSED = {
  ...NOT_ISSUED,
  'enrolled-already':
    'This person has registered something: with it they enrol by themselves. If they lost it, --replace makes a link that takes its place.',
} as const

export const personEnrolLink = defineCommand({
  name: NAME,
  summary: 'Makes a link, good once, with which a person whom you have checked registers.',
  operands: ['NAME'],
  optionUsage: '--checked-how TEXT [--valid 15m|1h|24h] [--replace] [--language en|fr]',
  details:
    'With the link one registers without the password: hand it over in person, or by a way that only they read. It ends the one before, and the person’s addresses are told. --checked-how says how you knew that it is them, and stays in the audit. --replace is for whoever lost what they registered: that is removed once something new is there. What is registered by a link is fresh: for the hours of fresh-authenticator-hours it resets nothing alone.',
  options: {
    'checked-how': { type: 'string' },
    valid: { type: 'string' },
    replace: { type: 'boolean' },
    language: { type: 'string' },
  },
  run: async ({ options, operands: [name = ''] }, { withApplication, out, env }) => {
    const wish = {
      name,
      ...helpdeskWish(NAME, options),
      issuer: issuerIn(env),
      replaces: options.replace === true,
    }
    const issued = await withApplication((application) => application.issueEnrolmentLink(wish))
    if (issued.outcome === 'unknown-person') throw unknownPerson(name)
    if (issued.outcome !== 'issued')
      throw new CommandRefused(EXIT.refused, `${NAME} was refused. ${REFUSED[issued.outcome]}`)
    out(`${issued.url}\ngood once, until ${new Date(issued.expiresAt).toISOString()}\n`)
    return EXIT.done
  },
})

// Who typed it before becoming root, as sudo tells it. No proof: whoever may run this may write anything.
function issuerIn({ SUDO_USER, USER }: Readonly<Record<string, string | undefined>>): string {
  return /^[A-Za-z0-9._@\\-]{1,64}$/.exec(SUDO_USER ?? USER ?? '')?.[0] ?? 'somebody'
}
