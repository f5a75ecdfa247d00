import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { guidOf, PROVIDER } from '../identifiers.mjs'
import { LOGS, serverDlls, serviceOf, settingOf, URL } from './bench.mjs'
import { check, note } from './harness.mjs'

const OTHER = 'https://other.example.org'

/** One version after the other on the same PC. */
export function checkUpgrades(bench) {
  const { wine, packages } = bench
  note(
    'upgrades: Wine forgets the upgrade code with the old version; the test puts it back, Windows keeps it',
  )
  const [first, second, third] = ['1.0.0', '1.1.0', '1.2.0'].map((one) => packages.make(one, 'x64'))

  check(
    'wine: an upgrade without properties keeps settings and state, and takes the DLLs',
    (is) => {
      bench.installs(is, first, `SERVER_URL=${URL} ENABLE_LOGGING=1 WORKER_ACCOUNT=NetworkService`)
      wine.run(['reg', 'add', 'HKLM\\SOFTWARE\\Latchkey\\State', '/v', 'Starts', '/d', '1', '/f'])
      bench.installs(is, second)
      isWhole(is, wine, '1.1.0')
    },
  )
  check('wine: so does the next one on top of it', (is) => {
    keepUpgradeCode(wine)
    bench.installs(is, third)
    isWhole(is, wine, '1.2.0')
    keepUpgradeCode(wine)
  })
  check('wine: an older version is refused, and nothing changes', (is) => {
    bench.refuses(is, first)
    bench.refuses(is, second)
    bench.refuses(is, second, `SERVER_URL=${OTHER}`)
  })
  check('wine: a repair with another address takes it', (is) => {
    bench.installs(is, third, `REINSTALL=ALL REINSTALLMODE=vomus SERVER_URL=${OTHER}`)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), OTHER)
  })
  check('wine: a repair mends files, registration and service', (is) => {
    const whole = [wine.registry(), wine.files()]
    const provider = 'Program Files/Latchkey/LatchkeyProvider-1.2.0.dll'
    rmSync(join(wine.prefix, 'drive_c', provider))
    wine.run(['reg', 'delete', `HKLM\\SOFTWARE\\Classes\\CLSID\\${PROVIDER}`, '/f'])
    wine.run(['sc', 'delete', 'LatchkeyWorker'])
    is.ok(!wine.files().has(provider))
    is.equal(serverDlls(wine.registry())[0], undefined)
    bench.installs(is, third, 'REINSTALL=ALL REINSTALLMODE=vomus')
    is.equal(wine.files().get(provider), whole[1].get(provider))
    is.deepEqual(serverDlls(wine.registry()), serverDlls(whole[0]))
    is.equal(serviceOf(wine.registry())('ObjectName'), serviceOf(whole[0])('ObjectName'))
  })
  check('wine: after two upgrades the newest package leaves nothing', (is) =>
    bench.leavesNothing(is, third),
  )
  check('wine: what an earlier install stored wins over what the next package carries', (is) => {
    const carrying = { name: 'carrying', defaultUrl: OTHER }
    const next = packages.make('1.1.0', 'x64', carrying)
    bench.installs(is, first, `SERVER_URL=${URL}`)
    bench.installs(is, next)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), URL)
    bench.leavesNothing(is, next)
  })
}

// When a product goes, Windows takes its own line out of the list of those that share its upgrade code. Wine takes the
// list, so that the next package would find nothing to upgrade.
function keepUpgradeCode(wine) {
  const registry = wine.registry()
  const products = 'software\\classes\\installer\\products\\'
  const [line] = [...registry].find(
    ([key, value]) => key.startsWith(products) && `${value}` === 'Latchkey for Windows sign-in',
  )
  const product = line.slice(products.length).split('|')[0].toUpperCase()
  const list = packed(guidOf('upgrade', 'x64'))
  for (const at of ['Classes\\Installer', 'Microsoft\\Windows\\CurrentVersion\\Installer']) {
    const key = `HKLM\\SOFTWARE\\${at}\\UpgradeCodes\\${list}`
    wine.run(['reg', 'add', key, '/v', product, '/d', '', '/f'])
  }
}

/** How the installer writes a GUID into names of keys: the first three parts backwards, then each byte. */
function packed(guid) {
  const backwards = (text) => [...text].reverse().join('')
  const [one, two, three, ...rest] = guid.slice(1, -1).split('-')
  return [one, two, three, ...rest.join('').match(/../g)].map(backwards).join('')
}

function isWhole(is, wine, version) {
  const [registry, files] = [wine.registry(), wine.files()]
  is.equal(settingOf(registry, 'ServerUrl'), URL)
  is.equal(settingOf(registry, 'EnableLogging'), 1)
  is.equal(settingOf(registry, 'InstalledVersion'), version)
  is.equal(registry.get('software\\latchkey\\state|starts'), '1')
  const dll = `C:\\Program Files\\Latchkey\\LatchkeyProvider-${version}.dll`
  is.deepEqual(serverDlls(registry), [dll, dll])
  const service = serviceOf(registry)
  is.equal(service('ObjectName'), 'NT AUTHORITY\\NetworkService')
  const ours = [...files.keys()].filter((name) => name.startsWith('Program Files/Latchkey/'))
  is.deepEqual(ours.map((name) => name.split('/')[2]).sort(), [
    `LatchkeyEvents-${version}.dll`,
    `LatchkeyProvider-${version}.dll`,
    'LatchkeyWorker.exe',
  ])
  const products = [...registry].filter(
    ([key, value]) =>
      /uninstall\\\{.*\|displayname$/.test(key) && `${value}`.startsWith('Latchkey'),
  )
  is.equal(products.length, 1)
  is.ok(existsSync(join(wine.prefix, LOGS, 'Worker')))
}
