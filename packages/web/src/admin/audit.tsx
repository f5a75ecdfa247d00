import type { JSX } from 'preact'
import { PostForm } from '../ui/form.tsx'
import { renderPage } from '../ui/page.tsx'
import { AuditFilterForm } from './audit-filter.tsx'
import type { AuditFilter, AuditPageProps } from './audit-props.ts'
import { AuditTable } from './audit-table.tsx'

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
