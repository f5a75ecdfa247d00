import { PostForm, Primary } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { PasskeyField } from '../ui/passkey-field.tsx'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { NameField } from './name-field.tsx'
import { Back } from './proof.tsx'

export type AddPasskeyPageProps = PageProps & {
  readonly csrf: string
  readonly challenge: string
  /** What the browser makes it of. */
  readonly options: object
  readonly name?: string | undefined
  readonly refusal?: string | undefined
}

/** A passkey or security key to add: the browser makes it, the person gives it a name. */
export function addPasskeyPage(props: AddPasskeyPageProps): string {
  const { texts, csrf, challenge, options } = props
  return renderRefusablePage(props, {
    title: texts.text('page.add-passkey.title'),
    intro: texts.text('page.add-passkey.text'),
    children: (
      <>
        <PostForm action="/account/passkey" hidden={{ _csrf: csrf, challenge }}>
          <NameField texts={texts} value={props.name} />
          <PasskeyField texts={texts} ceremony="create" options={options} />
          <Primary>{texts.text('page.add-passkey.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}
