import type { Instant } from '@latchkey/protocol'
import { formatMoment } from '../i18n/moment.ts'
import { presentName } from '../i18n/present-name.ts'
import { PostForm, Primary } from '../ui/form.tsx'
import { Isolated, withoutIsolates } from '../ui/isolated.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { Back } from './proof.tsx'
import { Removal } from './removal.tsx'

export type RecoveryCodesPageProps = PageProps & {
  readonly csrf: string
  /** The set that the person has. */
  readonly set?:
    | {
        readonly id: string
        readonly left: number
        readonly of: number
        readonly madeAt: Instant
      }
    | undefined
  /** How removing the set leaves the person short of what policy asks, where it does. */
  readonly warning?: string | undefined
}

/** How many recovery codes are left, a new set, and an end of them. */
export function recoveryCodesPage(props: RecoveryCodesPageProps): string {
  const { texts, csrf, set } = props
  const title = texts.text('page.recovery-codes.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.recovery-codes.text')}</p>
        <p class="help">{set ? leftOf(props, set) : texts.text('page.recovery-codes.none')}</p>
        <PostForm action="/account/recovery-codes" hidden={{ _csrf: csrf }}>
          <Primary>{texts.text('page.recovery-codes.submit')}</Primary>
        </PostForm>
        {set && <Removal texts={texts} csrf={csrf} id={set.id} warning={props.warning} />}
        <Back texts={texts} />
      </>
    ),
  })
}

function leftOf(
  { texts, locale }: PageProps,
  { left, of, madeAt }: NonNullable<RecoveryCodesPageProps['set']>,
): string {
  const when = formatMoment(madeAt, locale)
  const known = texts.text('page.recovery-codes.left', { left, of, when })
  return `${known} ${texts.text('page.recovery-codes.replaces')}`
}

export type NewRecoveryCodesPageProps = PageProps & {
  readonly name: string
  readonly codes: readonly string[]
  readonly madeAt: Instant
}

/** A new set, shown this once: to print, and to save without any script. */
export function newRecoveryCodesPage(props: NewRecoveryCodesPageProps): string {
  const { texts, codes } = props
  const title = texts.text('page.new-recovery-codes.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.new-recovery-codes.text')}</p>
        <p class="meta">
          <Isolated text={aboutSet(props)} />
        </p>
        <ol>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p class="meta">{texts.text('page.new-recovery-codes.once')}</p>
        <div class="links">
          <a href={fileOf(props)} download={texts.text('page.new-recovery-codes.file')}>
            {texts.text('page.new-recovery-codes.download')}
          </a>
          <a href="/account">{texts.text('page.security.back')}</a>
        </div>
      </>
    ),
  })
}

function aboutSet({ texts, locale, organisation, name, madeAt }: NewRecoveryCodesPageProps) {
  return texts.text('page.new-recovery-codes.about', {
    name: presentName(name),
    organisation,
    when: formatMoment(madeAt, locale),
  })
}

// In the page itself: the codes are neither kept nor sent back to be saved.
function fileOf(props: NewRecoveryCodesPageProps): string {
  const lines = props.codes.map((code, at) => `${String(at + 1).padStart(2)}. ${code}`)
  const once = props.texts.text('page.new-recovery-codes.once')
  const about = withoutIsolates(aboutSet(props))
  // Carriage returns for Notepad of Windows 7; a mark for its letters.
  const text = [`\ufeff${about}`, '', ...lines, '', once, ''].join('\r\n')
  return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`
}
