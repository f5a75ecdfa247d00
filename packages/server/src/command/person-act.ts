import type { Application, PersonResult } from './application.ts'
import { defineCommand } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { unknownPerson } from './person.ts'

type Act = {
  readonly name: string
  readonly summary: string
  readonly act: (application: Application, name: string) => Promise<PersonResult>
  readonly done: string
  readonly nothingToDo: string
}

function personCommand({ name, summary, act, done, nothingToDo }: Act) {
  return defineCommand({
    name,
    summary,
    operands: ['NAME'],
    run: async ({ operands: [person = ''] }, { withApplication, out }) => {
      const result = await withApplication((application) => act(application, person))
      if (result.outcome === 'unknown-person') throw unknownPerson(person)
      if (result.outcome === 'refused')
        throw new CommandRefused(EXIT.refused, `${name} was refused: ${result.reason}`)
      out(`${result.outcome === 'done' ? done : nothingToDo}\n`)
      return EXIT.done
    },
  })
}

export const personUnlock = personCommand({
  name: 'person unlock',
  summary: "Clears the directory's lockout of a person; the password stays.",
  act: (application, name) => application.unlockPerson(name),
  done: 'unlocked',
  nothingToDo: 'nothing to do: not locked',
})

export const personFreeze = personCommand({
  name: 'person freeze',
  summary: 'Switches self-service off for a person, and ends their flows and sessions.',
  act: (application, name) => application.freezePerson(name),
  done: 'frozen',
  nothingToDo: 'nothing to do: frozen already',
})

export const personUnfreeze = personCommand({
  name: 'person unfreeze',
  summary: 'Switches self-service on again for a person.',
  act: (application, name) => application.unfreezePerson(name),
  done: 'no longer frozen',
  nothingToDo: 'nothing to do: not frozen',
})
