import { DirectoryUnavailable } from '@latchkey/directory'
import { findByName } from '../app/find-person.ts'
import { inviteAdministrator } from '../app/invite-administrator.ts'
import { resolveLostWrites } from '../app/lost-writes.ts'
import { seedCrowd, seededAnswers, seededApps, seededCodes, seedTrial } from '../app/seed-people.ts'
import { type Channel, ChannelFault } from '../channel/channel.ts'
import { EXIT, type ExitCode } from '../command/exit.ts'
import { type Config, dataDirectoryOf, windowsDirectoryOf } from '../config/config.ts'
import { authorityIn } from '../config/trial-certificate.ts'
import type { House } from '../house.ts'
import type { Site } from '../http/site.ts'
import type { Log } from '../log.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { type Hold, holdDataDirectory, markDataDirectory } from '../store/hold.ts'
import { startChores } from './chores.ts'
import { listen } from './listen.ts'
import { chosenPorts } from './ports.ts'
import { openWhenThere } from './waiting.ts'

export type Serving = {
  readonly log: Log
  /** Words for the person who started it: addresses and the invitation, which no log may hold. */
  readonly tell: (text: string) => void
  /** Settles when the server is to stop. */
  readonly stopped: Promise<string>
}

/** Serves until told to stop, then finishes what it began. */
export async function serve(given: Config, serving: Serving): Promise<ExitCode> {
  const config = await chosenPorts(given)
  const isTrial = config.trial !== undefined
  const dir = dataDirectoryOf(config)
  const hold = holdFor(config, dir)
  try {
    const house = await openWhenThere({ config, log: serving.log, migrate: isTrial }, serving)
    if (!house) return stopped(serving)
    try {
      await prepare(house, config)
      await serveFrom(house, config, serving)
    } finally {
      await house.close()
    }
  } finally {
    hold.release()
  }
  return stopped(serving)
}

function stopped({ log }: Serving): ExitCode {
  log.info({ event: 'server.stopped' })
  return EXIT.done
}

// Servers of one PostgreSQL write nothing but their key ring into a folder, and may share that.
function holdFor(config: Config, dir: string): Hold {
  const trial = config.trial !== undefined
  if (trial || config.store.file !== undefined) return holdDataDirectory(dir, { trial })
  markDataDirectory(dir, { trial })
  return { release: () => {} }
}

async function prepare({ deps, embedded, isNew }: House, { trial }: Config): Promise<void> {
  // Whoever holds the file is the only server: every open intent is of one that died. On a shared store it
  // may be of one that lives and keeps its claim.
  const isAlone = deps.store.dialect === 'sqlite'
  await resolveLostWrites(deps, isAlone ? Number.MAX_SAFE_INTEGER : deps.now())
  if (!trial) return
  // A trial on a directory of somebody's own has their people, and none of ours.
  if (!embedded) return
  if (isNew) await seedTrial(deps, embedded)
  const isCrowded = (await findByName(deps, 'person-0001')).found !== undefined
  if (trial.people > 0 && !isCrowded) await seedCrowd(deps, embedded, trial.people)
}

async function serveFrom(house: House, config: Config, serving: Serving): Promise<void> {
  const { log, tell, stopped } = serving
  const site = siteOf(house, config)
  const listening = await listen(site, config, log)
  const chores = startChores(house.deps, house.directoryWatch)
  try {
    house.outbox.start()
    log.info({ event: 'server.ready', url: config.http.publicUrl })
    tell(greeting(config, listening.urls, await invitationOf(house, config)))
    await Promise.all(house.channels.map((channel) => warnOfChannel(channel, log)))
    const signal = await stopped
    log.info({ event: 'server.stopping', signal })
  } finally {
    // Whatever ends it: nobody is to be answered from a store that is closed.
    await listening.close()
    await chores.stop()
  }
}

function siteOf(house: House, config: Config): Site {
  const { deps, kept } = house
  const isTrial = config.trial !== undefined
  return {
    deps,
    metrics: createMetrics(),
    publicUrl: config.http.publicUrl,
    trustedProxies: config.http.trustedProxies,
    sendsHsts: !isTrial,
    windows: windowsDirectoryOf(config),
    ...(kept && {
      trial: {
        messages: () => kept.messages(),
        apps: () => seededApps(deps),
        recoveryCodes: () => seededCodes(deps),
        answers: () => seededAnswers(deps),
        authority: authorityIn(dataDirectoryOf(config)),
      },
    }),
  }
}

async function invitationOf(
  { deps, isNew }: House,
  { trial }: Config,
): Promise<string | undefined> {
  if (!trial || !isNew) return
  try {
    const invitation = await inviteAdministrator(deps, 'erin')
    return invitation === 'unknown-person' ? undefined : invitation.url
  } catch (error) {
    // A directory that is away is no reason to stay away: `latchkey admin invite` does it later.
    if (!(error instanceof DirectoryUnavailable)) throw error
    deps.log.error({ event: 'directory.unavailable', err: error })
    return
  }
}

// A mail server or a gateway may come up after us: a fault is said, and no reason to stay away.
async function warnOfChannel(channel: Channel, log: Log): Promise<void> {
  try {
    await channel.startupCheck()
  } catch (error) {
    const code = error instanceof ChannelFault ? error.code : 'failed'
    log.error({ event: 'channel.unusable', channel: channel.name, code })
  }
}

function isSeeded({ trial, directories }: Config): boolean {
  return trial !== undefined && directories.some(({ kind }) => kind === 'embedded')
}

function greeting(given: Config, urls: readonly string[], invitation: string | undefined): string {
  const { trial, http } = given
  const others = urls.filter((url) => url !== http.publicUrl)
  const lines = [
    `  portal          ${http.publicUrl}/`,
    ...others.map((url) => `  also at         ${url}/`),
    `  my page         ${http.publicUrl}/account`,
    `  console         ${http.publicUrl}/admin/audit`,
    `  windows         ${http.publicUrl}/windows   (the add-in for the sign-in screen)`,
    ...(trial
      ? [
          `  outbox          ${http.publicUrl}/dev/outbox   (mail, text messages and app codes of this trial)`,
        ]
      : []),
    ...(invitation
      ? [`  invitation      ${invitation}   (makes erin an administrator on a new phone)`]
      : []),
    ...(isSeeded(given)
      ? ['  people          alice bob carol dave erin frank, password Start-Passw0rd-1!']
      : []),
  ]
  return `\nLatchkey is ready\n${lines.join('\n')}\n\n`
}
