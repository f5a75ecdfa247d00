// The x86 package on a 32-bit Windows: `wine` and `wineserver` in PATH have to be those of scripts/wine-x86.sh. Wants a
// display. What is the same on both architectures is tested on x64; here is what could differ.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FILTER, PROVIDER } from '../identifiers.mjs'
import { EXIT, INSTALL, REMOVE } from './bench.mjs'
import { check, outcome } from './harness.mjs'
import { Packages } from './packages.mjs'
import { differences, takePicture } from './picture.mjs'
import { Wine } from './wine.mjs'

const FOLDER = 'drive_c/Program Files/Latchkey'

class Wine32 extends Wine {
  run(args, cwd = this.prefix) {
    return spawnSync('wine', args, { cwd, env: this.env, encoding: 'latin1', timeout: 120_000 })
  }
}

const room = mkdtempSync(join(tmpdir(), 'latchkey-x86-'))
let wine
try {
  wine = new Wine32(join(room, 'wine'))
  checkPackage(new Packages(room))
} finally {
  wine?.end()
  rmSync(room, { recursive: true, force: true })
}
const { passed, failed } = outcome()
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

function checkPackage(packages) {
  const first = packages.make('1.0.0', 'x86')
  const second = packages.make('1.1.0', 'x86')
  // Once there and back: what Wine's installer itself leaves for good is in the picture of before.
  const primer = packages.make('0.9.0', 'x86')
  wine.msiexec(primer, INSTALL)
  wine.msiexec(primer, REMOVE)
  const before = takePicture(wine)

  check('x86: this Windows is a 32-bit one', (is) =>
    is.ok(!existsSync(join(wine.prefix, 'drive_c/windows/syswow64'))),
  )
  check(
    'x86: the published command registers both classes and the service, without an address',
    (is) => {
      is.equal(wine.msiexec(first, INSTALL), EXIT.done)
      const registry = wine.registry()
      const dll = 'C:\\Program Files\\Latchkey\\LatchkeyProvider-1.0.0.dll'
      for (const clsid of [PROVIDER, FILTER]) is.equal(registry.get(serverOf(clsid)), dll)
      is.ok(existsSync(join(wine.prefix, FOLDER, 'LatchkeyProvider-1.0.0.dll')))
      const service = 'system\\currentcontrolset\\services\\latchkeyworker'
      is.equal(registry.get(`${service}|objectname`), 'NT AUTHORITY\\LocalService')
      is.match(
        registry.get(`${service}|imagepath`).toString(),
        /Program Files\\Latchkey\\LatchkeyWorker\.exe/,
      )
      // Of its SID the table MsiServiceConfig tells, which Wine passes over.
    },
  )
  check(
    'x86: an address given is where the add-in looks, which is not the 32-bit half of a 64-bit registry',
    (is) => {
      is.equal(
        wine.msiexec(
          first,
          `${INSTALL} REINSTALL=ALL REINSTALLMODE=omus SERVER_URL=https://a.example.org`,
        ),
        EXIT.done,
      )
      is.equal(wine.registry().get('software\\latchkey|serverurl'), 'https://a.example.org')
    },
  )
  check('x86: an upgrade keeps the address and takes the new DLL', (is) => {
    is.equal(wine.msiexec(second, INSTALL), EXIT.done)
    const registry = wine.registry()
    is.equal(registry.get('software\\latchkey|serverurl'), 'https://a.example.org')
    is.match(registry.get(serverOf(PROVIDER)), /LatchkeyProvider-1\.1\.0\.dll$/)
    is.ok(!existsSync(join(wine.prefix, FOLDER, 'LatchkeyProvider-1.0.0.dll')))
  })
  check('x86: the published command leaves no value, service or file', (is) => {
    is.equal(wine.msiexec(second, REMOVE), EXIT.done)
    is.deepEqual(added(before), [])
  })
  check('x86: the x64 package is refused on 32-bit Windows, and nothing is left', (is) => {
    is.equal(wine.msiexec(packages.make('1.0.0', 'x64'), INSTALL), EXIT.wrongPlatform)
    is.deepEqual(added(before), [])
  })
}

function serverOf(clsid) {
  return `software\\classes\\clsid\\${clsid}\\inprocserver32|`.toLowerCase()
}

function added(before) {
  return differences(before, takePicture(wine)).filter((line) => line.includes(': came '))
}
