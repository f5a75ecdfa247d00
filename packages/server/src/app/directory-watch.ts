import { type Directory, DirectoryUnavailable } from '@latchkey/directory'
import type { Log } from '../log.ts'

/** Knows which directories don't answer, before anybody waits for one. */
export type DirectoryWatch = {
  /** Asks each directory whether it works; rounds never overlap. */
  look(): Promise<void>
  areAllDown(): boolean
  /** Whether one of these was silent when it was last looked at. */
  isAnyDown(among: readonly Directory[]): boolean
}

/** Until the first look every directory counts as working. */
export function createDirectoryWatch({
  directories,
  log,
}: {
  readonly directories: readonly Directory[]
  readonly log: Log
}): DirectoryWatch {
  const down = new Set<Directory>()
  let looking: Promise<void> | undefined

  async function lookAt(directory: Directory): Promise<void> {
    const { name } = directory
    try {
      await directory.check()
      if (down.delete(directory)) log.info({ event: 'directory.back', directory: name })
    } catch (error) {
      // A directory that has more to do than it takes still works: a flood of sign-ins must not end every reset.
      if (error instanceof DirectoryUnavailable && error.reason === 'busy') return
      // Said once, not with every look.
      if (!down.has(directory))
        log.error({ event: 'directory.down', directory: name, ...whyOf(error), err: error })
      down.add(directory)
    }
  }

  async function lookAtAll(): Promise<void> {
    await Promise.all(directories.map(lookAt))
    looking = undefined
  }

  return {
    look: () => {
      looking ??= lookAtAll()
      return looking
    },
    areAllDown: () => directories.length > 0 && down.size === directories.length,
    isAnyDown: (among) => among.some((one) => down.has(one)),
  }
}

// Our own sentence, with what the server or the network said: no secret ever is in either.
function whyOf(error: unknown): { readonly reason?: string; readonly why?: string } {
  return error instanceof DirectoryUnavailable ? { reason: error.reason, why: error.message } : {}
}
