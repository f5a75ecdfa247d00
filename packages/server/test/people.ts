import { Secret } from '@latchkey/protocol'
import { addNewcomers, type Newcomer } from '../src/app/people.ts'
import { OLD_PASSWORD } from './api-client.ts'
import { DAY, type Fixture, START } from './fixture.ts'

/** Adds somebody beside the seeded six, enrolled with their address a month ago unless told otherwise. */
export async function addSomebody(
  { house }: Fixture,
  person: Partial<Newcomer> & { readonly name: string },
  enrolledAt: number = START - 30 * DAY,
): Promise<void> {
  const { name } = person
  const newcomer: Newcomer = {
    displayName: name,
    mail: `${name}@corp.test`,
    password: new Secret(OLD_PASSWORD),
    enrolsMail: true,
    ...person,
  }
  if (!house.embedded) throw new Error('people are added to an embedded directory')
  const added = await addNewcomers(house.deps, house.embedded, [newcomer], enrolledAt)
  if (added !== 'added') throw new Error(`${added.taken} is there already`)
}
