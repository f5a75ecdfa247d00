import { FILTER, PROVIDER } from '../identifiers.mjs'
import { differences, takePicture } from './picture.mjs'

// The two published commands, letter for letter.
export const INSTALL = 'msiexec /i SsprWindowsLogon.PROD.msi /qn'
export const REMOVE = 'msiexec /x SsprWindowsLogon.PROD.msi /qn'

/** What msiexec gives to a script: https://learn.microsoft.com/windows/win32/msi/error-codes */
export const EXIT = { done: 0, notInstalled: 1605, refused: 1603, wrongPlatform: 1633 }

export const URL = 'https://reset.example.org'
export const LOGS = 'drive_c/ProgramData/Latchkey/Logs'

const APPLICATION_LOG = 'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application'

/** A PC, and what it was like before any package of ours: all that the checks of a package's life share. */
export class Bench {
  constructor({ wine, packages, signer }) {
    Object.assign(this, { wine, packages, signer })
    primeInstaller(wine, packages)
    // Empty here, unlike on Windows: the installer would take the key away with our source.
    wine.run([
      'reg',
      'add',
      `HKLM\\${APPLICATION_LOG}`,
      '/v',
      'MaxSize',
      '/t',
      'REG_DWORD',
      '/d',
      '1',
      '/f',
    ])
    this.before = takePicture(wine)
  }

  installs(is, folder, more = '') {
    is.equal(this.wine.msiexec(folder, `${INSTALL}${more && ` ${more}`}`), EXIT.done, more)
  }

  refuses(is, folder, more = '') {
    const now = takePicture(this.wine)
    is.equal(this.wine.msiexec(folder, `${INSTALL}${more && ` ${more}`}`), EXIT.refused, more)
    is.deepEqual(differences(now, takePicture(this.wine)), [])
  }

  /** Removes what is there by the published command, and compares the PC with what it was at first. */
  leavesNothing(is, folder) {
    is.equal(this.wine.msiexec(folder, REMOVE), EXIT.done)
    this.isAsBefore(is)
  }

  isAsBefore(is) {
    is.deepEqual(differences(this.before, takePicture(this.wine)), [])
  }
}

export function settingOf(registry, name) {
  return registry.get(`software\\latchkey|${name.toLowerCase()}`)
}

export function serverDlls(registry) {
  return [PROVIDER, FILTER].map((clsid) =>
    registry.get(`software\\classes\\clsid\\${clsid}\\inprocserver32|`.toLowerCase()),
  )
}

export function serviceOf(registry) {
  const key = 'system\\currentcontrolset\\services\\latchkeyworker'
  return (name) => registry.get(`${key}|${name.toLowerCase()}`)
}

// Wine's installer makes keys of its own at the first package it ever sees: that package is a foreign one, or what
// ours leaves behind would be part of the picture.
function primeInstaller(wine, packages) {
  const foreign = packages.foreign()
  for (const line of [INSTALL, REMOVE]) {
    const code = wine.msiexec(foreign, line)
    if (code !== EXIT.done) throw new Error(`${line} of a foreign package gave ${code}`)
  }
}
