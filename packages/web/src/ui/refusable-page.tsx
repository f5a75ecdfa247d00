import type { ComponentChildren } from 'preact'
import { Refusal } from './form.tsx'
import { renderPage } from './page.tsx'
import type { PageProps } from './page-props.ts'

type RefusablePageProps = PageProps & { readonly refusal?: string | undefined }

/** A page with a form that may have been refused: the title says so, and the reason stands above the form. */
export function renderRefusablePage(
  props: RefusablePageProps,
  frame: {
    readonly title: string
    readonly intro?: ComponentChildren
    readonly children: ComponentChildren
  },
): string {
  const { texts, refusal } = props
  const { title, intro, children } = frame
  return renderPage(props, {
    title: refusal === undefined ? title : texts.text('page.title.refused', { title }),
    children: (
      <>
        <h1>{title}</h1>
        {intro !== undefined && <p>{intro}</p>}
        <Refusal text={refusal} />
        {children}
      </>
    ),
  })
}
