import { join } from 'node:path'
import { MSI_NAME } from '../build-msi.mjs'
import { INSTALL, REMOVE, serverDlls, settingOf } from './bench.mjs'
import { summaryOf, tableOf } from './database.mjs'
import { check } from './harness.mjs'
import { isSigned } from './signing-check.mjs'

const OTHER = 'https://other.example.org'

/** The packages that a real server handed out, installed and removed by the commands on its page. */
export function checkServed({ bench, served, built, signer }) {
  const { wine } = bench
  const { page, url, x64, x86 } = served

  check('served: the page shows the two published commands, letter for letter', (is) => {
    is.ok(page.includes(`<code>${INSTALL}</code>`))
    is.ok(page.includes(`<code>${REMOVE}</code>`))
  })
  for (const arch of ['x64', 'x86'])
    check(
      `served: the ${arch} package is the one whose SHA-256 the page shows, and signed`,
      (is) => {
        is.ok(page.includes(`<code>${served[arch].sha256}</code>`), served[arch].sha256)
        is.ok(isSigned(join(served[arch].folder, MSI_NAME), signer))
      },
    )
  check(
    'served: a package is the built one with the address in it, and a code of its own',
    (is) => {
      for (const arch of ['x64', 'x86']) {
        const [from, to] = [join(built, arch, MSI_NAME), join(served[arch].folder, MSI_NAME)]
        const properties = (msi) =>
          new Map(tableOf(msi, 'Property').map((row) => [row.Property, row.Value]))
        const [was, now] = [properties(from), properties(to)]
        is.equal(now.get('DEFAULT_SERVER_URL'), url)
        now.delete('DEFAULT_SERVER_URL')
        is.deepEqual([...now].sort(), [...was].sort())
        const code = 'Revision number (UUID)'
        is.notEqual(summaryOf(to)[code], summaryOf(from)[code])
      }
    },
  )
  check(
    'served: the first published command alone installs it with the address of that server',
    (is) => {
      bench.installs(is, x64.folder)
      const registry = wine.registry()
      is.equal(settingOf(registry, 'ServerUrl'), url)
      for (const dll of serverDlls(registry)) is.match(dll, /LatchkeyProvider-.*\.dll$/)
    },
  )
  check('served: run again it changes nothing and is no error', (is) => {
    bench.installs(is, x64.folder)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), url)
  })
  check('served: the second published command alone removes it without a trace', (is) =>
    bench.leavesNothing(is, x64.folder),
  )
  check('served: the command line wins over the address in the package', (is) => {
    bench.installs(is, x64.folder, `SERVER_URL=${OTHER}`)
    is.equal(settingOf(wine.registry(), 'ServerUrl'), OTHER)
    bench.leavesNothing(is, x64.folder)
  })
  check('served: the x86 package is refused on 64-bit Windows, and nothing changes', (is) =>
    bench.refuses(is, x86.folder),
  )
}
