import type { Step } from '@latchkey/protocol'
import type { PageProps } from '../ui/page-props.ts'

export type StepPageProps = PageProps & {
  readonly step: Step
  readonly csrf: string
  readonly idempotency: string
  /** The name that was typed, for password managers. */
  readonly username?: string | undefined
}
