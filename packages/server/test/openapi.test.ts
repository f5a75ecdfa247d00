import { PROBLEMS } from '@latchkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send } from './api-client.ts'
import { type Fixture, openFixture } from './fixture.ts'

// Version 1 of the wire: what is here stays as it is.
const OPERATIONS = [
  'POST /api/v1/flows',
  'GET /api/v1/flows/{flow}',
  'POST /api/v1/flows/{flow}/submissions',
  'DELETE /api/v1/flows/{flow}',
  'POST /api/v1/sessions',
  'DELETE /api/v1/sessions/current',
  'POST /api/v1/machines/nonce',
  'POST /api/v1/machines',
]

type Content = Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>
type Operation = {
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content }>
  >
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: {
      readonly Problem: { readonly properties: { readonly type: { readonly pattern: string } } }
    }
  }
}

let fixture: Fixture
let text: string
let document: Document

beforeAll(async () => {
  fixture = await openFixture()
  text = (await send(fixture, { method: 'GET', url: '/openapi.json' })).body
  // as: the shape is what this file is about.
  document = JSON.parse(text) as Document
})
afterAll(() => fixture[Symbol.asyncDispose]())

test('the document is as it was', async () => {
  const pretty = `${JSON.stringify(JSON.parse(text), null, 2)}\n`
  await expect(pretty).toMatchFileSnapshot('../openapi.json')
})

test('it describes every operation of the wire, and no other', () => {
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual([...OPERATIONS].sort())
})

test('it says every type of problem', () => {
  const { pattern } = document.components.schemas.Problem.properties.type
  const named = /\((?<kinds>[^)]+)\)/.exec(pattern)?.groups?.kinds?.split('|')
  expect(named).toEqual(Object.keys(PROBLEMS))
})

test('it answers every failing status with a problem, by its media type', () => {
  const answers = Object.values(document.paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ responses }) => Object.entries(responses))
    .filter(([status]) => !(Number(status) < 400))
  expect(answers.length).toBeGreaterThan(OPERATIONS.length)
  for (const [, { content = {} }] of answers)
    expect(content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    })
})

test('it lists no schema that nothing refers to', () => {
  for (const name of Object.keys(document.components.schemas))
    expect(text).toContain(`"#/components/schemas/${name}"`)
})

describe('beside the wire', () => {
  test.each(['/healthz', '/readyz', '/openapi.json'])('%s answers', async (url) => {
    expect((await send(fixture, { method: 'GET', url })).status).toBe(200)
  })
})
