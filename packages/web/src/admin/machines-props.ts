import type { Instant, MachineState } from '@latchkey/protocol'
import type { PageProps } from '../ui/page-props.ts'

export type MachineRow = {
  readonly id: string
  readonly name: string
  readonly os: string | null
  readonly address: string
  readonly createdAt: Instant
  readonly seenAt: Instant
}

export type MachinesPageProps = PageProps & {
  readonly csrf: string
  readonly state: MachineState
  /** Newest first. */
  readonly machines: readonly MachineRow[]
  /** The machine after which this page begins; absent on the newest page. */
  readonly before?: string | undefined
  /** Where the next older page begins; absent on the last. */
  readonly older?: string | undefined
}
