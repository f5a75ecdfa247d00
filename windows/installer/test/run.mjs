// Everything that can be shown of the packages without Windows; see ../../scripts/test-installer.sh.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Bench } from './bench.mjs'
import { checkCode } from './code-check.mjs'
import { checkEvents } from './events-check.mjs'
import { note, outcome } from './harness.mjs'
import { checkLife } from './life-check.mjs'
import { Packages, root } from './packages.mjs'
import { checkPolicies } from './policies-check.mjs'
import { fetchServed } from './served.mjs'
import { checkServed } from './served-check.mjs'
import { checkSigning, throwAwaySigner } from './signing-check.mjs'
import { checkTables } from './tables-check.mjs'
import { checkUpgrades } from './upgrade-check.mjs'
import { Wine } from './wine.mjs'

// Everything, or only what is named: policies, tables, signing, events, life, upgrades, code, served.
const isAsked = (part) => process.argv.length === 2 || process.argv.includes(part)
const room = mkdtempSync(join(tmpdir(), 'latchkey-installer-'))
const version = '1.0.0'
let wine
try {
  const packages = new Packages(room)
  if (!packages.isReal)
    note('dist/windows holds no provider and worker: packaged are stand-ins for them')
  note('x86 was not run: its tables are checked, and that 64-bit Windows refuses it')
  note(
    '1638 and 3010 were not seen: Wine neither compares package codes nor waits for files in use',
  )
  const signer = throwAwaySigner(room)
  if (isAsked('policies')) checkPolicies()
  if (isAsked('tables')) for (const arch of ['x64', 'x86']) checkTables(packages, arch)
  if (isAsked('signing')) checkSigning({ packages, version, signer })
  if (['events', 'life', 'upgrades', 'code', 'served'].some(isAsked))
    wine = new Wine(join(room, 'wine'))
  if (isAsked('events')) checkEvents({ wine, packages, version })
  const bench = wine && new Bench({ wine, packages, signer })
  if (isAsked('life')) checkLife(bench)
  if (isAsked('upgrades')) checkUpgrades(bench)
  if (isAsked('code')) checkCode(bench)
  if (isAsked('served')) {
    const [built] = ['x64', 'x86'].map((arch) => dirname(packages.make(version, arch)))
    checkServed({ bench, built, signer, served: await fetchServed({ from: built, room, signer }) })
  }
} finally {
  wine?.end()
  rmSync(room, { recursive: true, force: true })
}

const { passed, failed, skipped } = outcome()
mkdirSync(join(root, 'reports'), { recursive: true })
writeFileSync(
  join(root, 'reports/windows-installer.json'),
  `${JSON.stringify({ passed, failed, skipped })}\n`,
)
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
