import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MSI_NAME } from '../build-msi.mjs'
import { FILTER, PROVIDER } from '../identifiers.mjs'
import { sign } from '../sign.mjs'
import { check } from './harness.mjs'

// The two published commands, letter for letter.
const INSTALL = '/i SsprWindowsLogon.PROD.msi /qn'
const REMOVE = '/x SsprWindowsLogon.PROD.msi /qn'
const REFUSED = 1603 & 0xff
const URL = 'https://reset.example.org'
const LOGS = 'drive_c/ProgramData/Latchkey/Logs'

const settingOf = (registry, name) => registry.get(`software\\latchkey|${name.toLowerCase()}`)
const serverDll = (registry, clsid) =>
  registry.get(`software\\classes\\clsid\\${clsid}\\inprocserver32|`.toLowerCase())

/** Installing, upgrading and removing on a Windows of its own (Wine). */
export function checkLife({ wine, packages, signer }) {
  const first = packages.make('1.0.0', 'x64')
  const second = packages.make('1.1.0', 'x64')
  const carrying = packages.make('1.0.0', 'x64', {
    name: 'carrying',
    defaultUrl: 'https://carried.example.org',
  })
  // Once there and back: what Wine's installer itself leaves for good is in the picture of before.
  const primer = packages.make('0.9.0', 'x64')
  wine.msiexec(primer, INSTALL)
  wine.msiexec(primer, REMOVE)
  const before = { registry: wine.registry(), files: wine.files() }

  const installs = (is, folder, line) => is.equal(wine.msiexec(folder, line), 0, line)
  const leavesNothing = (is, folder) => {
    is.equal(wine.msiexec(folder, REMOVE), 0)
    const [registry, files] = [wine.registry(), wine.files()]
    is.deepEqual(
      [...registry.keys()].filter((key) => !before.registry.has(key)),
      [],
    )
    is.deepEqual(
      [...files].filter((name) => !before.files.has(name)),
      [],
    )
  }

  check(
    'wine: the published command installs without an address: registered, and no setting written',
    (is) => {
      installs(is, first, INSTALL)
      const registry = wine.registry()
      const dll = 'C:\\Program Files\\Latchkey\\LatchkeyProvider-1.0.0.dll'
      is.equal(serverDll(registry, PROVIDER), dll)
      is.equal(serverDll(registry, FILTER), dll)
      is.ok(
        existsSync(join(wine.prefix, 'drive_c/Program Files/Latchkey/LatchkeyProvider-1.0.0.dll')),
      )
      const written = [...registry.keys()].filter((key) => key.startsWith('software\\latchkey|'))
      is.deepEqual(written.sort(), [
        'software\\latchkey|installednumber',
        'software\\latchkey|installedversion',
      ])
    },
  )
  check('wine: the service is there with its account, its privilege and its SID', (is) => {
    const registry = wine.registry()
    const value = (name) =>
      registry.get(`system\\currentcontrolset\\services\\latchkeyworker|${name}`)
    is.deepEqual(
      [value('objectname'), value('start'), value('type')],
      ['NT AUTHORITY\\LocalService', 3, 16],
    )
    is.equal(value('servicesidtype'), 1)
    is.deepEqual(value('requiredprivileges'), ['SeChangeNotifyPrivilege'])
  })
  check('wine: the event source points at the message table of this version', (is) => {
    const registry = wine.registry()
    const key = 'system\\currentcontrolset\\services\\eventlog\\application\\latchkey'
    is.equal(
      registry.get(`${key}|eventmessagefile`),
      'C:\\Program Files\\Latchkey\\LatchkeyEvents-1.0.0.dll',
    )
    is.equal(registry.get(`${key}|typessupported`), 7)
  })
  check('wine: the log folders are made', (is) =>
    is.ok(existsSync(join(wine.prefix, LOGS, 'Worker'))),
  )
  check(
    'wine: the published command removes every value, service and file, logs and later values included',
    (is) => {
      writeFileSync(join(wine.prefix, LOGS, 'provider.1.log'), 'x')
      writeFileSync(join(wine.prefix, LOGS, 'Worker', 'worker.log'), 'x')
      for (const [key, name] of laterValues())
        wine.run(['reg', 'add', `HKLM\\${key}`, '/v', name, '/d', '1', '/f'])
      is.ok(wine.registry().has('software\\latchkey\\state|starts'))
      leavesNothing(is, first)
    },
  )
  check('wine: all properties arrive as the add-in reads them', (is) => {
    const given = `SERVER_URL=${URL} UI_MODE=tile ENABLE_LOGGING=1 PROXY=proxy.example.org:8080 PINNED_SPKI=a;b LINK_TEXT=Help! SUPPORT_TEXT=1234 ENROLMENT_CODE=canary-7Q2X9`
    installs(is, first, `${INSTALL} ${given} /l*v install.log`)
    const registry = wine.registry()
    is.equal(settingOf(registry, 'ServerUrl'), URL)
    is.equal(settingOf(registry, 'UiMode'), 'tile')
    is.equal(settingOf(registry, 'EnableLogging'), 1)
    is.equal(settingOf(registry, 'Proxy'), 'proxy.example.org:8080')
    is.equal(settingOf(registry, 'PinnedSpki'), 'a;b')
    is.equal(settingOf(registry, 'LinkText'), 'Help!')
    is.equal(settingOf(registry, 'SupportText'), '1234')
    is.equal(registry.get('software\\latchkey\\enrolment|code'), 'canary-7Q2X9')
  })
  check(
    'wine: the enrolment code is in no line of the log but those of hidden properties',
    (is) => {
      // Wine doesn't know MsiHiddenProperties, Windows does; what an action or a row would give away shows here too.
      const hidden = /^Property\(S\): (ENROLMENT_CODE|StoreEnrolmentCode|CustomActionData) = /
      const text = readFileSync(join(first, 'install.log'), 'latin1').replaceAll('\0', '')
      const lines = text.split(/\r?\n/).filter((line) => line.includes('canary-7Q2X9'))
      is.ok(text.includes('StoreEnrolmentCode'))
      is.deepEqual(
        lines.filter((line) => !hidden.test(line)),
        [],
      )
    },
  )
  check(
    'wine: an upgrade without properties keeps the settings and takes the new DLLs, and one product is left',
    (is) => {
      wine.run(['reg', 'add', 'HKLM\\SOFTWARE\\Latchkey\\State', '/v', 'Starts', '/d', '1', '/f'])
      installs(is, second, INSTALL)
      const [registry, files] = [wine.registry(), wine.files()]
      is.equal(settingOf(registry, 'ServerUrl'), URL)
      is.equal(settingOf(registry, 'EnableLogging'), 1)
      is.equal(settingOf(registry, 'InstalledVersion'), '1.1.0')
      is.equal(registry.get('software\\latchkey\\state|starts'), '1')
      is.match(serverDll(registry, PROVIDER), /LatchkeyProvider-1\.1\.0\.dll$/)
      const ours = [...files].filter((name) => name.startsWith('Program Files/Latchkey/')).sort()
      is.deepEqual(
        ours.map((name) => name.split('/')[2]),
        ['LatchkeyEvents-1.1.0.dll', 'LatchkeyProvider-1.1.0.dll', 'LatchkeyWorker.exe'],
      )
      const products = [...registry].filter(
        ([key, value]) => key.endsWith('|displayname') && `${value}`.startsWith('Latchkey for'),
      )
      is.equal(products.filter(([key]) => key.includes('\\uninstall\\{')).length, 1)
      is.ok(existsSync(join(wine.prefix, LOGS, 'Worker')))
    },
  )
  check('wine: an older version is refused and changes nothing', (is) => {
    const now = wine.registry()
    is.equal(wine.msiexec(first, INSTALL), REFUSED)
    const isOurs = (key) => /latchkey|3297ebe8|c81c4fa7/.test(key)
    const changed = [...wine.registry()].filter(([key, value]) => `${value}` !== `${now.get(key)}`)
    is.deepEqual(
      changed.filter(([key]) => isOurs(key)),
      [],
    )
  })
  check('wine: a repair with another address takes it', (is) => {
    installs(
      is,
      second,
      `${INSTALL} REINSTALL=ALL REINSTALLMODE=omus SERVER_URL=https://other.example.org`,
    )
    is.equal(settingOf(wine.registry(), 'ServerUrl'), 'https://other.example.org')
  })
  check('wine: after the upgrade the published command leaves nothing', (is) =>
    leavesNothing(is, second),
  )
  check(
    'wine: a package that carries an address installs it, and what the command line says wins',
    (is) => {
      installs(is, carrying, INSTALL)
      is.equal(settingOf(wine.registry(), 'ServerUrl'), 'https://carried.example.org')
      leavesNothing(is, carrying)
      installs(is, carrying, `${INSTALL} SERVER_URL=${URL}`)
      is.equal(settingOf(wine.registry(), 'ServerUrl'), URL)
    },
  )
  check('wine: what an earlier install stored wins over what the next package carries', (is) => {
    const next = packages.make('1.2.0', 'x64', {
      name: 'carrying',
      defaultUrl: 'https://next.example.org',
    })
    installs(is, next, INSTALL)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), URL)
    leavesNothing(is, next)
  })
  for (const bad of [
    'SERVER_URL=http://reset.example.org',
    'UI_MODE=loud',
    'ENABLE_LOGGING=2',
    'LINK_TEXT=#1',
  ])
    check(`wine: ${bad} is refused, and nothing is left`, (is) => {
      is.equal(wine.msiexec(first, `${INSTALL} ${bad}`), REFUSED)
      is.deepEqual(
        [...wine.registry().keys()].filter((key) => !before.registry.has(key)),
        [],
      )
    })
  check('wine: the x86 package is refused on 64-bit Windows, and nothing is left', (is) => {
    is.equal(wine.msiexec(packages.make('1.0.0', 'x86'), INSTALL), REFUSED)
    is.deepEqual(
      [...wine.registry().keys()].filter((key) => !before.registry.has(key)),
      [],
    )
  })
  check('wine: by basic user interface it installs and is removed too', (is) => {
    installs(is, first, `/i ${MSI_NAME} /qb`)
    is.equal(settingOf(wine.registry(), 'InstalledVersion'), '1.0.0')
    leavesNothing(is, first)
  })
  check('wine: a signed package installs and is removed', (is) => {
    const signed = packages.make('1.0.0', 'x64', { name: 'signed' })
    sign(join(signed, MSI_NAME), signer)
    installs(is, signed, INSTALL)
    leavesNothing(is, signed)
  })
}

// What the add-in or an administrator writes after the install.
function laterValues() {
  const providers =
    'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\Credential Providers'
  return [
    ['SOFTWARE\\Latchkey\\State', 'Starts'],
    ['SOFTWARE\\Latchkey', 'Enabled'],
    [`${providers}\\${PROVIDER}`, 'EnableLogging'],
  ]
}
