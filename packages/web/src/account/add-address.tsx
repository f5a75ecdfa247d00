import type { Medium } from '@latchkey/protocol'
import { presentName } from '../i18n/present-name.ts'
import { CodeField } from '../ui/code-field.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'
import { NameField } from './name-field.tsx'
import { Back } from './proof.tsx'

/** Where what a message is sent to is enrolled. */
export const ADDRESS_PAGES = {
  email: '/account/email',
  sms: '/account/phone',
} as const satisfies Record<Medium, string>

const FIELDS = {
  email: { typed: 'email', maxLength: 254 },
  sms: { typed: 'tel', maxLength: 40 },
} as const

export type AddAddressPageProps = PageProps & {
  readonly medium: Medium
  readonly csrf: string
  /** The address or number that the directory has, to be confirmed instead of typed. */
  readonly confirms?: string | undefined
  readonly replaces?: { readonly id: string; readonly masked: string } | undefined
  readonly address?: string | undefined
  readonly name?: string | undefined
  readonly refusal?: string | undefined
}

export type AddressCodePageProps = PageProps & {
  readonly medium: Medium
  readonly csrf: string
  readonly address: string
  readonly challenge: string
  /** An address of the organisation, which counts for no reset. */
  readonly isIdle?: boolean
  readonly refusal?: string | undefined
}

/** An address or a number to add, to put in another's place, or to confirm. */
export function addAddressPage(props: AddAddressPageProps): string {
  const { texts, medium, confirms, replaces, refusal } = props
  const hidden = {
    _csrf: props.csrf,
    ...(replaces && { replaces: replaces.id }),
    ...(confirms !== undefined && { confirms: 'yes' }),
  }
  return renderRefusablePage(props, {
    title: texts.text(titleOf(props), {}),
    intro: <Isolated text={introOf(props)} />,
    children: (
      <>
        <PostForm action={ADDRESS_PAGES[medium]} hidden={hidden}>
          {confirms === undefined && (
            <TextField
              name="address"
              {...FIELDS[medium]}
              label={texts.text(`page.add-${medium}.address.label`)}
              hint={texts.text(`page.add-${medium}.address.hint`)}
              value={props.address}
              refused={refusal !== undefined}
              focused
            />
          )}
          <NameField texts={texts} value={props.name} />
          <Primary>{texts.text(`page.add-${medium}.submit`)}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}

function titleOf({ medium, confirms, replaces }: AddAddressPageProps) {
  if (confirms !== undefined) return `page.add-${medium}.title.confirm` as const
  return replaces
    ? (`page.add-${medium}.title.replace` as const)
    : (`page.add-${medium}.title` as const)
}

function introOf({ texts, medium, confirms, replaces }: AddAddressPageProps): string {
  if (confirms !== undefined)
    return texts.text(`page.add-${medium}.text.confirm`, { address: presentName(confirms) })
  return replaces
    ? texts.text(`page.add-${medium}.text.replace`, { address: presentName(replaces.masked) })
    : texts.text(`page.add-${medium}.text`)
}

/** The code that was sent to the new address or number. */
export function addressCodePage(props: AddressCodePageProps): string {
  const { texts, medium, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text(`page.${medium}-code.title`),
    intro: (
      <Isolated
        text={texts.text(`page.${medium}-code.text`, { address: presentName(props.address) })}
      />
    ),
    children: (
      <>
        {props.isIdle === true && <p class="help">{texts.text('page.email-code.idle')}</p>}
        <PostForm
          action={`${ADDRESS_PAGES[medium]}/code`}
          hidden={{ _csrf: props.csrf, challenge: props.challenge }}
        >
          <CodeField texts={texts} refused={refusal !== undefined} />
          <Primary>{texts.text(`page.${medium}-code.submit`)}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}
