import type { Directory } from '@latchkey/directory'
import { expect, test } from 'vitest'
import { placesOf } from './places.ts'

// as: only the name and the domains matter here.
const directory = (name: string, domains: string[]) => ({ name, domains }) as unknown as Directory
const NORTH = directory('north', ['NORTH', 'north.example'])
const SOUTH = directory('south', ['SOUTH', 'south.example'])
const REST = directory('rest', [])
const ALL = [NORTH, SOUTH, REST]

test.each([
  ['north\\alice', [NORTH]],
  ['Alice@South.Example', [SOUTH]],
  [' alice@north.example ', [NORTH]],
  ['a@b@south.example', [SOUTH]],
])('%s is looked for in the directory of its domain only', (name, places) => {
  expect(placesOf(ALL, name)).toEqual(places)
})

test.each(['alice', 'alice@elsewhere.example', 'elsewhere\\alice', '\\alice', '@', ''])(
  '%s is looked for in every directory, in their order',
  (name) => {
    expect(placesOf(ALL, name)).toEqual(ALL)
  },
)
