import type { Directory, EmbeddedDeps, HashingCost } from '@latchkey/directory'
import { type AuthenticatorKind, MEDIA, type Medium, type TenantId } from '@latchkey/protocol'
import { chance } from './app/chance.ts'
import type { Deps } from './app/deps.ts'
import { createDirectoryWatch, type DirectoryWatch } from './app/directory-watch.ts'
import { runFirst } from './app/first-run.ts'
import { checkOrigin } from './app/origin.ts'
import type { Messages } from './app/payloads.ts'
import { createPolicyReader } from './app/policy-reader.ts'
import { challengeHandler } from './app/send-challenge.ts'
import { alertHandler, noticeHandler } from './app/send-messages.ts'
import { ownCodeHandler } from './app/send-own-code.ts'
import { createAuthenticators } from './authenticator/authenticators.ts'
import { createPasskeys, type Passkeys } from './authenticator/passkeys.ts'
import { mayHavePasskeys, relyingPartyOf } from './authenticator/relying-party.ts'
import type { Channel } from './channel/channel.ts'
import type { FileChannel } from './channel/file.ts'
import { type Base, openChannels } from './channels.ts'
import type { Config } from './config/config.ts'
import { openDirectories } from './directories.ts'
import type { Log } from './log.ts'
import { createOutbox, type Outbox } from './outbox/outbox.ts'
import { every } from './outbox/ticker.ts'
import { openKeyRing } from './store/key-ring.ts'
import { isStoreThere, openStore } from './store/store.ts'

/** Every room, opened and joined. */
export type House = {
  readonly deps: Deps
  readonly directoryWatch: DirectoryWatch
  readonly outbox: Outbox<Messages>
  /** The ways out that there are: for mail always, even where it is none. */
  readonly channels: readonly Channel[]
  /** Messages that a trial kept instead of sending them. */
  readonly kept?: FileChannel
  /** What the embedded directory works with, to add people; absent where there is none. */
  readonly embedded?: EmbeddedDeps
  /** Test accounts that may really be reset, by the name of their directory. */
  readonly canaries: ReadonlyMap<string, string>
  /** Whether the store was made just now. */
  readonly isNew: boolean
  close(): Promise<void>
}

export type Opening = {
  readonly config: Config
  readonly log: Log
  readonly migrate: boolean
  /** Tests move it. */
  readonly now?: () => number
  /** Replaces or adds directories: tests do. */
  readonly directories?: ((own: readonly Directory[]) => readonly Directory[]) | undefined
  /** Of the embedded directory and of answers: tests take a cheaper one. */
  readonly hashing?: HashingCost
  /** Told of each statement that the store runs. */
  readonly onQuery?: (text: string) => void
}

// One process serves one tenant so far; every row names it from the first migration on.
const TENANT: TenantId = 'ten_default'

/** The composition root: the only place that knows every part. */
export async function openHouse(opening: Opening): Promise<House> {
  const { config, log, now = Date.now, hashing } = opening
  const { base, isNew, outside } = await openBase(opening)
  const { store, keys } = base
  const passkeys = createPasskeys(keys, relyingParty(config))
  const { channels, media, numbers, smsRules, kept } = outside
  const absent = absentKinds(media, passkeys)
  const policy = createPolicyReader({ ...base, absent }, now)
  const { embedded, canaries, closeDirectories, ...opened } = openDirectories(
    { ...base, log },
    config,
    hashing,
  )
  const directories = opening.directories?.(opened.directories) ?? opened.directories
  const { publicUrl } = config.http
  const sending = { ...base, directories, policy, numbers, channels, smsRules, publicUrl }
  const outbox = createOutbox<Messages>({
    db: store.db,
    keyRing: keys,
    handlers: {
      challenge: challengeHandler(sending),
      notice: noticeHandler(sending),
      alert: alertHandler(sending),
      'own-code': ownCodeHandler(sending),
    },
    clock: now,
    random: Math.random,
    every,
    onFault: (error, kind) => log.error({ event: 'outbox.failed', kind, err: error }),
  })
  const directoryWatch = createDirectoryWatch({ directories, log })
  const deps: Deps = {
    ...base,
    directories,
    directoryWatch,
    authenticators: createAuthenticators(keys, passkeys, hashing),
    passkeys,
    ...(hashing && { hashing }),
    outbox,
    policy,
    media,
    numbers,
    smsRules,
    chance,
    log,
    publicUrl,
    writes: new Set(),
  }
  return {
    deps,
    directoryWatch,
    outbox,
    channels: media.map((medium) => channels[medium].channel),
    ...(kept && { kept }),
    ...(embedded && { embedded }),
    canaries,
    isNew,
    close: async () => {
      await outbox.stop()
      outside.close()
      await closeDirectories()
      await store.close()
    },
  }
}

// A trial is reached with and without TLS, at ports of their own.
function relyingParty({ http: { publicUrl }, trial }: Config) {
  const others = trial?.https.map(({ port }) => `https://${new URL(publicUrl).hostname}:${port}`)
  return relyingPartyOf(publicUrl, [...new Set(others)])
}

function absentKinds(media: readonly Medium[], { party }: Passkeys): AuthenticatorKind[] {
  const unreachable = MEDIA.filter((medium) => !media.includes(medium))
  return mayHavePasskeys(party) ? unreachable : [...unreachable, 'passkey']
}

// All that asks the store, so that one which goes away meanwhile is closed again: a start is tried every second.
async function openBase({ config, migrate, now = Date.now, onQuery }: Opening) {
  // A lost key ring beside a full store must stop the start: a new one would open nothing of it.
  const mayCreate = !(await isStoreThere(config.store))
  const keys = openKeyRing(config.keys.file, { mayCreate })
  const store = await openStore({ ...config.store, migrate, onQuery })
  try {
    const base: Base = { store, keys, tenant: TENANT, now }
    const isTrial = config.trial !== undefined
    const isNew = migrate ? await runFirst(base, config.firstRun, isTrial) : false
    await checkOrigin(base, isTrial)
    return { base, isNew, outside: await openChannels(base, config) }
  } catch (error) {
    await store.close()
    throw error
  }
}
