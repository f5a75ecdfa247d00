import type { Locale } from '@latchkey/protocol'
import type { ComponentChildren, JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Texts } from '../i18n/texts.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { stylesheetPath } from './stylesheet.ts'

/** What every page is told. */
export type PageProps = {
  readonly locale: Locale
  readonly texts: Texts
  readonly organisation: string
  /** The address of this page, with its query: where the language switch leads back to. */
  readonly path: string
  readonly helpdesk: { readonly text: string; readonly url?: string | undefined }
  readonly signedIn?: { readonly name: string; readonly isAdministrator: boolean } | undefined
  /** Says so in the footer, with the way to the outbox. */
  readonly trial?: boolean | undefined
}

type Frame = {
  readonly title: string
  readonly width?: 'wide' | 'full'
  readonly children: ComponentChildren
}

/** A whole document around the content of one page. */
export function renderPage(page: PageProps, frame: Frame): string {
  return `<!doctype html>${renderToString(<Document page={page} frame={frame} />)}`
}

function Document({ page, frame }: { page: PageProps; frame: Frame }): JSX.Element {
  return (
    <html lang={page.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${frame.title} · ${page.organisation}`}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/icon.svg" />
        <link rel="stylesheet" href={stylesheetPath} />
      </head>
      <body>
        <Header page={page} />
        <main class={frame.width}>{frame.children}</main>
        <Footer page={page} />
      </body>
    </html>
  )
}
