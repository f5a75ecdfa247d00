import type { EndedBy } from '@latchkey/core'
import type { FlowId, Instant, PrincipalId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { removeBindings } from '../store/authenticator.ts'
import { endFlowsOf } from '../store/flow.ts'
import { endPermissionsOf } from '../store/permission.ts'
import { endBefore } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { endSessionsOf } from '../store/session.ts'
import type { Deps } from './deps.ts'
import { ENROLMENT_LINKS } from './links.ts'

/**
 * Ends all that is open for a person: flows, with the codes in them, sessions, links to enrol, and a pass of the
 * help desk. Flows that proved nothing yet are silenced by the time they began, whatever name was typed into
 * them. Gives the proven flows that ended.
 */
export async function shutOut(
  tx: Transaction<Database>,
  { tenant }: Pick<Deps, 'tenant'>,
  principal: PrincipalId,
  ending: { readonly by: EndedBy; readonly except: FlowId | null; readonly at: Instant },
): Promise<FlowId[]> {
  await endBefore(tx, tenant, principal, ending.at)
  await endSessionsOf(tx, tenant, principal)
  await endPermissionsOf(tx, tenant, principal, ENROLMENT_LINKS)
  await removeBindings(tx, tenant, principal, 'helpdesk-pass')
  return await endFlowsOf(tx, tenant, principal, ending.by, ending.except)
}
