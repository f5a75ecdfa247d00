import type { PermissionKind } from '../store/permission.ts'
import type { Deps } from './deps.ts'

const PATHS: Record<PermissionKind, string> = {
  'disown-reset': 'not-me',
  'stop-flow': 'stop',
  'administrator-invitation': 'invitation',
  'enrolment-link': 'enrol',
  'replacement-link': 'enrol',
}

/** With these somebody enrols without their password. */
export const ENROLMENT_LINKS = [
  'enrolment-link',
  'replacement-link',
] as const satisfies readonly PermissionKind[]

/** The address of a link in a message. Its token is the one secret that has to be in an address: it is single-use, and never logged. */
export function linkTo(
  { publicUrl }: Pick<Deps, 'publicUrl'>,
  kind: PermissionKind,
  token: string,
) {
  return `${publicUrl}/${PATHS[kind]}/${token}`
}
