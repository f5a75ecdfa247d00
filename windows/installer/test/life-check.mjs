import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MSI_NAME } from '../build-msi.mjs'
import { KEEPER, PROVIDER } from '../identifiers.mjs'
import { sign } from '../sign.mjs'
import { EXIT, LOGS, REMOVE, serverDlls, serviceOf, settingOf, URL } from './bench.mjs'
import { check } from './harness.mjs'

/** Installing and removing one version. */
export function checkLife(bench) {
  const { wine, packages, signer } = bench
  const first = packages.make('1.0.0', 'x64')
  const carrying = packages.make('1.0.0', 'x64', {
    name: 'carrying',
    defaultUrl: 'https://carried.example.org',
  })

  check('wine: without an address it is installed and registered, and no setting written', (is) => {
    bench.installs(is, first)
    const registry = wine.registry()
    const dll = 'C:\\Program Files\\Latchkey\\LatchkeyProvider-1.0.0.dll'
    is.deepEqual(serverDlls(registry), [dll, dll])
    is.ok(wine.files().has('Program Files/Latchkey/LatchkeyProvider-1.0.0.dll'))
    const written = [...registry.keys()].filter((key) => key.startsWith('software\\latchkey|'))
    is.deepEqual(written.sort(), [
      'software\\latchkey|installednumber',
      'software\\latchkey|installedproduct',
      'software\\latchkey|installedversion',
    ])
  })
  check('wine: the service has its account, its start and its program', (is) => {
    const value = serviceOf(wine.registry())
    is.deepEqual(
      [value('ObjectName'), value('Start'), value('Type')],
      ['NT AUTHORITY\\LocalService', 3, 16],
    )
    // Wine passes over MsiServiceConfig; what the table says is checked where tables are.
    // Windows puts quotes around a path with a space, Wine does not.
    is.match(value('ImagePath'), /^"?C:\\Program Files\\Latchkey\\LatchkeyWorker\.exe"?$/)
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
  check('wine: removing it leaves nothing, logs and later values included', (is) => {
    writeFileSync(join(wine.prefix, LOGS, 'provider.1.log'), 'x')
    writeFileSync(join(wine.prefix, LOGS, 'Worker', 'worker.log'), 'x')
    for (const [key, name] of laterValues())
      wine.run(['reg', 'add', `HKLM\\${key}`, '/v', name, '/d', '1', '/f'])
    is.ok(wine.registry().has('software\\latchkey\\state|starts'))
    bench.leavesNothing(is, first)
  })
  check('wine: all properties arrive as the add-in reads them', (is) => {
    const given = `SERVER_URL=${URL} UI_MODE=tile ENABLE_LOGGING=1 PROXY=proxy.example.org:8080 PINNED_SPKI=a;b LINK_TEXT="Lost it?" SUPPORT_TEXT="Call 1234" WORKER_ACCOUNT=NetworkService`
    bench.installs(is, first, given)
    const registry = wine.registry()
    is.equal(settingOf(registry, 'ServerUrl'), URL)
    is.equal(settingOf(registry, 'UiMode'), 'tile')
    is.equal(settingOf(registry, 'EnableLogging'), 1)
    is.equal(settingOf(registry, 'Proxy'), 'proxy.example.org:8080')
    is.equal(settingOf(registry, 'PinnedSpki'), 'a;b')
    is.equal(settingOf(registry, 'LinkText'), 'Lost it?')
    is.equal(settingOf(registry, 'SupportText'), 'Call 1234')
    is.equal(settingOf(registry, 'WorkerAccount'), 'NetworkService')
    is.equal(serviceOf(registry)('ObjectName'), 'NT AUTHORITY\\NetworkService')
    bench.leavesNothing(is, first)
  })
  check('wine: what a package carries is installed, and the command line wins over it', (is) => {
    bench.installs(is, carrying)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), 'https://carried.example.org')
    bench.leavesNothing(is, carrying)
    bench.installs(is, carrying, `SERVER_URL=${URL}`)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), URL)
    bench.leavesNothing(is, carrying)
  })
  for (const bad of [
    'SERVER_URL=http://reset.example.org',
    'UI_MODE=loud',
    'ENABLE_LOGGING=2',
    'LINK_TEXT=#1',
    'WORKER_ACCOUNT=LocalSystem',
  ])
    check(`wine: ${bad} is refused, and nothing changes`, (is) => bench.refuses(is, first, bad))
  check('wine: a repair changes a setting, and is refused a value that an install is', (is) => {
    bench.installs(is, first, `SERVER_URL=${URL}`)
    const repair = 'REINSTALL=ALL REINSTALLMODE=omus'
    bench.installs(is, first, `${repair} SERVER_URL=https://other.example.org`)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), 'https://other.example.org')
    bench.refuses(is, first, `${repair} SERVER_URL=#1`)
    bench.leavesNothing(is, first)
  })
  check('wine: the x86 package is refused on 64-bit Windows, and nothing changes', (is) =>
    bench.refuses(is, packages.make('1.0.0', 'x86')),
  )
  check('wine: a keeper that can not be started ends no install, nor the removal', (is) => {
    const lifeless = packages.makeLifeless('1.0.0', 'x64')
    bench.installs(is, lifeless, `SERVER_URL=${URL}`)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), URL)
    const start = wine.run(['net', 'start', KEEPER])
    is.notEqual(start.status, 0, 'it was started, which proves nothing')
    bench.leavesNothing(is, lifeless)
  })
  check('wine: by basic user interface it is installed and removed too', (is) => {
    is.equal(wine.msiexec(first, `msiexec /i ${MSI_NAME} /qb`), EXIT.done)
    is.equal(settingOf(wine.registry(), 'InstalledVersion'), '1.0.0')
    is.equal(wine.msiexec(first, `msiexec /x ${MSI_NAME} /qb`), EXIT.done)
    bench.isAsBefore(is)
  })
  check('wine: by the product code that it noted it is removed without its package', (is) => {
    bench.installs(is, first)
    const product = settingOf(wine.registry(), 'InstalledProduct')
    is.match(product, /^\{[\dA-F-]{36}\}$/)
    is.equal(wine.msiexec(wine.prefix, `msiexec /x ${product} /qn`), EXIT.done)
    bench.isAsBefore(is)
  })
  check('wine: what is not installed is not removed', (is) => {
    is.equal(wine.msiexec(wine.prefix, `${REMOVE}`.replace(MSI_NAME, NOBODYS)), EXIT.notInstalled)
    bench.isAsBefore(is)
  })
  check('wine: a signed package is installed and removed', (is) => {
    const signed = packages.make('1.0.0', 'x64', { name: 'signed' })
    sign(join(signed, MSI_NAME), signer)
    bench.installs(is, signed)
    bench.leavesNothing(is, signed)
  })
}

const NOBODYS = '{00000000-1111-4222-8333-444444444444}'

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
