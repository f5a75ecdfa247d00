import { MACHINE_STATES, type MachineState } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { renderPage } from '../ui/page.tsx'
import { MachineTable } from './machine-table.tsx'
import type { MachinesPageProps } from './machines-props.ts'

/** The PCs with the add-in, by state, each with the decisions that it takes. */
export function machinesPage(props: MachinesPageProps): string {
  const { texts } = props
  const title = texts.text('page.machines.title')
  return renderPage(props, {
    title,
    width: 'full',
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.machines.text')}</p>
        <States props={props} />
        {props.machines.length === 0 ? (
          <p class="help">{texts.text('page.machines.empty')}</p>
        ) : (
          <MachineTable props={props} />
        )}
        <Pages props={props} />
        <div class="links">
          <a href="/windows">{texts.text('page.machines.download')}</a>
        </div>
      </>
    ),
  })
}

function States({ props }: { props: MachinesPageProps }): JSX.Element {
  const { texts, state } = props
  return (
    <nav class="links" aria-label={texts.text('page.machines.states')}>
      {MACHINE_STATES.map((one) => (
        <>
          <a
            key={one}
            href={addressOf(one)}
            {...(one === state && { 'aria-current': 'page' as const })}
          >
            {texts.text(`page.machines.state.${one}`)}
          </a>{' '}
        </>
      ))}
    </nav>
  )
}

function Pages({ props }: { props: MachinesPageProps }): JSX.Element | null {
  const { texts, state, before, older } = props
  if (before === undefined && older === undefined) return null
  return (
    <nav class="links" aria-label={texts.text('page.audit.pages')}>
      {before !== undefined && <a href={addressOf(state)}>{texts.text('page.audit.newest')}</a>}{' '}
      {older !== undefined && (
        <a rel="next" href={addressOf(state, older)}>
          {texts.text('page.audit.older')}
        </a>
      )}
    </nav>
  )
}

function addressOf(state: MachineState, before?: string): string {
  const page = before === undefined ? '' : `&before=${encodeURIComponent(before)}`
  return `/admin/machines?state=${state}${page}`
}
