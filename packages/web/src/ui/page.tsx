import type { ComponentChildren, JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import type { PageProps } from './page-props.ts'
import { stylesheetPath } from './stylesheet.ts'

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
