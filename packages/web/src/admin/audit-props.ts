import type { Instant } from '@latchkey/protocol'
import type { PageProps } from '../ui/page-props.ts'

/** What the filter form says; dates as `yyyy-mm-dd`, empty where nothing is asked. */
export type AuditFilter = { readonly person: string; readonly from: string; readonly to: string }

export type AuditPageProps = PageProps & {
  readonly csrf: string
  readonly filter: AuditFilter
  /** Newest first, with the audit's own codes. */
  readonly events: readonly AuditRow[]
  /** The sequence number before which this page begins; absent on the newest page. */
  readonly before?: number | undefined
  /** Where the next older page begins; absent on the last. */
  readonly older?: number | undefined
}

export type AuditRow = {
  readonly seq: number
  readonly at: Instant
  readonly person: string | null
  readonly activity: string
  readonly outcome: string
  readonly reason: string | null
  /** The directory's own words. */
  readonly detail: string | null
  readonly address: string | null
  readonly clientType: string | null
  readonly machine: string | null
  readonly machineId: string | null
}
