import { CommandRefused, EXIT } from './exit.ts'

/** No directory has a person of this name. */
export function unknownPerson(name: string): CommandRefused {
  return new CommandRefused(EXIT.badInput, `no directory has a person "${name}"`)
}
