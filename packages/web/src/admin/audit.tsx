import type { Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { PostForm } from '../ui/form.tsx'
import { type PageProps, renderPage } from '../ui/page.tsx'
import { AuditFilterForm } from './audit-filter.tsx'
import { AuditTable } from './audit-table.tsx'

/** What the filter form says; dates as `yyyy-mm-dd`, empty where nothing is asked. */
export type AuditFilter = { readonly person: string; readonly from: string; readonly to: string }

export type AuditPageProps = PageProps & {
  readonly csrf: string
  readonly filter: AuditFilter
  /** Newest first, with the audit's own codes. */
  readonly events: readonly AuditRow[]
  /** The sequence number before which this page begins; absent on the newest page. */
  readonly before?: number | undefined
  /** Where the next older page begins; absent on the last. */
  readonly older?: number | undefined
}

export type AuditRow = {
  readonly seq: number
  readonly at: Instant
  readonly person: string | null
  readonly activity: string
  readonly outcome: string
  readonly reason: string | null
  readonly address: string | null
  readonly clientType: string | null
}

/** The audit for administrators: filtered by person and day, paged by key. */
export function auditPage(props: AuditPageProps): string {
  const { texts } = props
  const title = texts.text('page.audit.title')
  return renderPage(props, {
    title,
    width: 'full',
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.audit.text')}</p>
        <AuditFilterForm filter={props.filter} texts={texts} />
        {props.events.length === 0 ? (
          <p class="help">{texts.text('page.audit.empty')}</p>
        ) : (
          <AuditTable props={props} />
        )}
        <Pages props={props} />
        <PostForm action="/account/sign-out" hidden={{ _csrf: props.csrf }} class="row">
          <button type="submit" class="secondary">
            {texts.text('page.action.sign-out')}
          </button>
        </PostForm>
      </>
    ),
  })
}

function Pages({ props }: { props: AuditPageProps }): JSX.Element | null {
  const { texts, filter, before, older } = props
  if (before === undefined && older === undefined) return null
  return (
    <nav class="links" aria-label={texts.text('page.audit.pages')}>
      {before !== undefined && <a href={pageAddress(filter)}>{texts.text('page.audit.newest')}</a>}{' '}
      {older !== undefined && (
        <a rel="next" href={pageAddress(filter, older)}>
          {texts.text('page.audit.older')}
        </a>
      )}
    </nav>
  )
}

// By key, not by number: new events would shift numbered pages under the reader.
function pageAddress(filter: AuditFilter, before?: number): string {
  const asked = Object.entries({ ...filter, before: before === undefined ? '' : String(before) })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
  return asked.length === 0 ? '/admin/audit' : `/admin/audit?${asked.join('&')}`
}
