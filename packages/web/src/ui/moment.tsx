import type { Instant, Locale } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { formatMoment } from '../i18n/moment.ts'

type MomentProps = { at: Instant; locale: Locale; precision?: 'minute' | 'second' }

export function Moment({ at, locale, precision = 'minute' }: MomentProps): JSX.Element {
  return <time dateTime={new Date(at).toISOString()}>{formatMoment(at, locale, precision)}</time>
}
