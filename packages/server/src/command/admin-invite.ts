import { defineCommand } from './command.ts'
import { EXIT } from './exit.ts'
import { unknownPerson } from './person.ts'

export const adminInvite = defineCommand({
  name: 'admin invite',
  summary: 'Makes a link, good once, with which a person becomes an administrator.',
  operands: ['NAME'],
  run: async ({ operands: [name = ''] }, { withApplication, out }) => {
    const invitation = await withApplication((application) => application.inviteAdministrator(name))
    if (invitation === 'unknown-person') throw unknownPerson(name)
    out(`${invitation.url}\ngood once, until ${new Date(invitation.expiresAt).toISOString()}\n`)
    return EXIT.done
  },
})
