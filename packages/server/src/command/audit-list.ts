import type { FlowId } from '@latchkey/protocol'
import type { AuditFilter, ListedEvent } from './application.ts'
import { type Context, defineCommand, misused } from './command.ts'
import { EXIT } from './exit.ts'
import { unknownPerson } from './person.ts'
import { jsonLine, printable } from './printable.ts'
import { parseSince } from './since.ts'
import { lineOf } from './table.ts'

const NAME = 'audit list'
const WIDTHS = [24, 16, 26, 10, 24, 16, 16]
const HEAD = ['TIME', 'PERSON', 'ACTIVITY', 'OUTCOME', 'REASON', 'ADDRESS', 'CLIENT']

export const auditList = defineCommand({
  name: NAME,
  summary: 'Lists what happened, newest first.',
  optionUsage: '[--person NAME] [--since 24h|7d|DATE] [--flow ID] [--json]',
  options: {
    person: { type: 'string' },
    since: { type: 'string' },
    flow: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ({ options }, { withApplication, out, now }) => {
    const { person, since, flow } = options
    const filter: AuditFilter = {
      ...(person !== undefined && { person }),
      ...(since !== undefined && { since: sinceOf(since, now()) }),
      ...(flow !== undefined && { flow: flowOf(flow) }),
    }
    return await withApplication(async (application) => {
      const events = await application.listAudit(filter)
      if (events === 'unknown-person') throw unknownPerson(person ?? '')
      await print(events, options.json === true, out)
      return EXIT.done
    })
  },
})

async function print(events: AsyncIterable<ListedEvent>, asJson: boolean, out: Context['out']) {
  if (!asJson) out(`${lineOf(HEAD, WIDTHS)}\n`)
  for await (const event of events) out(asJson ? jsonLine(toJson(event)) : `${toLine(event)}\n`)
}

function toJson({ at, ...event }: ListedEvent) {
  return { at: new Date(at).toISOString(), ...event }
}

function toLine(event: ListedEvent): string {
  const cells = [
    new Date(event.at).toISOString(),
    event.targetName ?? '-',
    event.activity,
    event.outcome,
    event.reason ?? '-',
    event.address ?? '-',
    event.clientType ?? '-',
  ]
  return lineOf(cells.map(printable), WIDTHS)
}

function sinceOf(text: string, now: number): number {
  const since = parseSince(text, now)
  if (since === undefined)
    throw misused(NAME, '--since takes 30m, 24h, 7d, a date or a time such as 2030-01-31T08:00Z')
  return since
}

function flowOf(text: string): FlowId {
  if (!isFlowId(text)) throw misused(NAME, '--flow takes an id that begins with flw_')
  return text
}

function isFlowId(text: string): text is FlowId {
  return /^flw_[\w-]{1,64}$/.test(text)
}
