import type { Write } from '@latchkey/core'
import type { Secret } from '@latchkey/protocol'
import type { FlowRecord } from '../store/flow.ts'
import type { Caller } from './caller.ts'
import type { Found } from './find-person.ts'

/** A directory write that is under way: whose, which, from where, and what is written. */
export type Writing = {
  readonly caller: Caller
  readonly record: FlowRecord
  readonly found: Found
  readonly writes: Write
  readonly password?: Secret<string> | undefined
  readonly current?: Secret<string> | undefined
}
