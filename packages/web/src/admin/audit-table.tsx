import type { JSX } from 'preact'
import { auditText } from '../i18n/audit-text.ts'
import { Moment } from '../ui/moment.tsx'
import { ScrollFrame } from '../ui/scroll-frame.tsx'
import type { AuditPageProps, AuditRow } from './audit-props.ts'

const COLUMNS = [
  'time',
  'person',
  'activity',
  'outcome',
  'reason',
  'address',
  'client',
  'machine',
] as const

export function AuditTable({ props }: { props: AuditPageProps }): JSX.Element {
  const { texts, events } = props
  const label = texts.text('page.audit.table')
  return (
    <ScrollFrame label={label}>
      <table>
        <caption class="vh">{label}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {texts.text(`page.audit.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <Row key={event.seq} event={event} props={props} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

function Row({ event, props }: { event: AuditRow; props: AuditPageProps }): JSX.Element {
  const { texts, locale } = props
  return (
    <tr>
      <td>
        <Moment at={event.at} locale={locale} precision="second" />
      </td>
      <td>{event.person === null ? <Nothing props={props} /> : <bdi>{event.person}</bdi>}</td>
      <td>{auditText(texts, 'activity', event.activity)}</td>
      <td>{auditText(texts, 'outcome', event.outcome)}</td>
      <td>
        {event.reason === null ? (
          <Nothing props={props} />
        ) : (
          auditText(texts, 'reason', event.reason)
        )}
        {event.detail !== null && <small class="meta">{event.detail}</small>}
      </td>
      <td>{event.address ?? <Nothing props={props} />}</td>
      <td>{event.clientType ?? <Nothing props={props} />}</td>
      <td>
        <Machine event={event} props={props} />
      </td>
    </tr>
  )
}

// The id stands there only where a signature proved it: a name alone is what somebody said.
function Machine({ event, props }: { event: AuditRow; props: AuditPageProps }): JSX.Element {
  const { machine, machineId } = event
  if (machine === null) return <Nothing props={props} />
  return (
    <>
      <bdi>{machine}</bdi>
      {machineId !== null && <small class="meta">{machineId}</small>}
    </>
  )
}

function Nothing({ props }: { props: AuditPageProps }): JSX.Element {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="vh">{props.texts.text('page.audit.none')}</span>
    </>
  )
}
