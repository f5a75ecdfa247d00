import { STATUS_CODES } from 'node:http'
import { PROBLEMS } from '@latchkey/protocol'

type Response = { readonly description?: string | undefined; readonly content?: object }
type Operation = { readonly responses: Readonly<Record<string, Response>> }
type Document = {
  readonly components: { readonly schemas?: Readonly<Record<string, unknown>> }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** The document as clients read it: problems under their own media type, and each schema once. */
export function publish(generated: object): object {
  // as: what the generator makes of our routes is an OpenAPI document of this shape, whatever else it holds.
  const document = generated as Document
  const paths = mapValues(document.paths, (path) => mapValues(path, withProblems))
  return underOneName(withoutUnused({ ...document, paths }))
}

function withProblems(operation: Operation): Operation {
  const responses = mapValues(operation.responses, describeResponse)
  const rest = { description: 'Any other problem', content: problemContent() }
  return { ...operation, responses: { ...responses, default: rest } }
}

function describeResponse(response: Response, status: string): Response {
  if (Number(status) < 400) return { ...response, description: STATUS_CODES[status] }
  const kinds = Object.entries(PROBLEMS).filter(([, problem]) => problem.status === Number(status))
  const description = kinds.map(([kind, { title }]) => `${kind}: ${title}`).join('; ')
  return { description, content: problemContent() }
}

function problemContent() {
  const schema = { $ref: '#/components/schemas/Problem' }
  return { 'application/problem+json': { schema } }
}

// The generator lists every schema twice, as it is sent and as it is taken, referred to or not.
function withoutUnused(document: Document): Document {
  const { schemas = {} } = document.components
  const used = new Set<string>()
  const follow = (part: unknown) => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(name)) continue
      used.add(name)
      follow(schemas[name])
    }
  }
  follow(document.paths)
  const kept = Object.entries(schemas).filter(([name]) => used.has(name))
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(kept) },
  }
}

// What is only ever taken needs no second name.
function underOneName(document: Document): Document {
  const names = Object.keys(document.components.schemas ?? {})
  const only = names.filter((name) => !names.includes(name.replace(/Input$/, '')))
  let text = JSON.stringify(document)
  for (const name of only) text = text.replaceAll(`${name}"`, `${name.replace(/Input$/, '')}"`)
  // as: the same document but for the names.
  return JSON.parse(text) as Document
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, key: string) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}
