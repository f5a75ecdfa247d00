import type { Finding } from '../directory.ts'
import type { Connection } from './connect.ts'
import { finding } from './finding.ts'

const DAY = 24 * 60 * 60_000
const SOON = 30 * DAY

/** Whose certificate the server showed, who vouches for it, and for how long; it was checked before. */
export function inspectCertificate({ certificate }: Connection, now: number): Finding[] {
  const shown = certificate()
  if (!shown) return []
  const { validToDate, subjectAltName = '' } = shown
  const days = Math.floor((validToDate.getTime() - now) / DAY)
  const until = validToDate.toISOString().slice(0, 10)
  const issuer = shown.issuer.replaceAll('\n', ', ')
  const says = `For ${subjectAltName}, by ${issuer}, until ${until}.`
  return validToDate.getTime() - now > SOON
    ? [finding('ok', 'certificate', says)]
    : [finding('warning', 'certificate', `${says} That is in ${days} days.`)]
}
