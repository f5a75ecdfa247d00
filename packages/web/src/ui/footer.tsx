import type { JSX } from 'preact'
import { isSafeLink } from './address.ts'
import type { PageProps } from './page-props.ts'

export function Footer({ page }: { page: PageProps }): JSX.Element {
  return (
    <footer>
      <Helpdesk helpdesk={page.helpdesk} />
      {page.trial && (
        <>
          {' '}
          <a href="/dev/outbox">{page.texts.text('page.trial.link')}</a>
        </>
      )}
    </footer>
  )
}

/** Who helps; a link only where the address is one that a browser may safely follow. */
export function Helpdesk({ helpdesk }: Pick<PageProps, 'helpdesk'>): JSX.Element {
  const { text, url } = helpdesk
  return url !== undefined && isSafeLink(url) ? <a href={url}>{text}</a> : <span>{text}</span>
}
