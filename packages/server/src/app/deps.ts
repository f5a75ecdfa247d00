import type { Directory, HashingCost } from '@latchkey/directory'
import type { Instant, Medium, OperationId, TenantId } from '@latchkey/protocol'
import type { Authenticators } from '../authenticator/authenticator.ts'
import type { Passkeys } from '../authenticator/passkeys.ts'
import type { PhoneNumbers } from '../authenticator/phone-number.ts'
import type { SmsRules } from '../channel/sms-rules.ts'
import type { Log } from '../log.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { KeyRing } from '../store/key-ring.ts'
import type { Store } from '../store/store.ts'
import type { Chance } from './chance.ts'
import type { DirectoryWatch } from './directory-watch.ts'
import type { Messages } from './payloads.ts'
import type { PolicyReader } from './policy-reader.ts'

/** What the use cases work with. Each names the few it needs by `Pick`. */
export type Deps = {
  readonly tenant: TenantId
  readonly store: Store
  readonly keys: KeyRing
  readonly directories: readonly Directory[]
  /** Which of them don't answer, as of a moment ago. */
  readonly directoryWatch: Pick<DirectoryWatch, 'areAllDown' | 'isAnyDown'>
  readonly authenticators: Authenticators
  /** What a hash of an answer costs; the least that is safe, where left out. */
  readonly hashing?: HashingCost
  readonly passkeys: Passkeys
  readonly outbox: Pick<Outbox<Messages>, 'enqueue' | 'wake'>
  readonly policy: PolicyReader
  readonly now: () => Instant
  readonly chance: Chance
  /** What messages can go out by here: without a gateway no text message does. */
  readonly media: readonly Medium[]
  /** Reads telephone numbers with the organisation's own country in mind. */
  readonly numbers: PhoneNumbers
  /** What the organisation says of numbers, country by country. */
  readonly smsRules: SmsRules
  readonly log: Log
  /** Directory writes that this process has under way: nobody else may call them lost. */
  readonly writes: Set<OperationId>
  /** The address that links in messages begin with; never taken from a request. */
  readonly publicUrl: string
}
