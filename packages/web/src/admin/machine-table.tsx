import type { JSX } from 'preact'
import { PostForm } from '../ui/form.tsx'
import { Moment } from '../ui/moment.tsx'
import { ScrollFrame } from '../ui/scroll-frame.tsx'
import type { MachineRow, MachinesPageProps } from './machines-props.ts'

const COLUMNS = ['name', 'id', 'windows', 'address', 'enrolled', 'seen', 'action'] as const

export function MachineTable({ props }: { props: MachinesPageProps }): JSX.Element {
  const { texts, machines } = props
  const label = texts.text('page.machines.table')
  return (
    <ScrollFrame label={label}>
      <table>
        <caption class="vh">{label}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {texts.text(`page.machines.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {machines.map((machine) => (
            <Row key={machine.id} machine={machine} props={props} />
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

type RowProps = { machine: MachineRow; props: MachinesPageProps }

function Row({ machine, props }: RowProps): JSX.Element {
  const { locale, state } = props
  return (
    <tr>
      <td>
        <bdi>{machine.name}</bdi>
      </td>
      <td>
        <code>{machine.id}</code>
      </td>
      <td>{machine.os ?? '–'}</td>
      <td>{machine.address}</td>
      <td>
        <Moment at={machine.createdAt} locale={locale} />
      </td>
      <td>
        <Moment at={machine.seenAt} locale={locale} />
      </td>
      <td>
        {state !== 'trusted' && <Decision decision="approve" machine={machine} props={props} />}{' '}
        {state !== 'revoked' && <Decision decision="revoke" machine={machine} props={props} />}
      </td>
    </tr>
  )
}

function Decision(of: RowProps & { decision: 'approve' | 'revoke' }): JSX.Element {
  const { decision, machine, props } = of
  const { texts, csrf, state } = props
  const { name, id } = machine
  return (
    <PostForm
      action={`/admin/machines/${id}/${decision}`}
      hidden={{ _csrf: csrf, state }}
      class="decision"
    >
      <button
        type="submit"
        class="secondary"
        aria-label={texts.text(`page.machines.${decision}.label`, { name, id })}
      >
        {texts.text(`page.machines.${decision}`)}
      </button>
    </PostForm>
  )
}
