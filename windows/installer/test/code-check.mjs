import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTIONS } from '../build-binaries.mjs'
import { SERVICE, serviceSid } from '../identifiers.mjs'
import { settingOf } from './bench.mjs'
import { check } from './harness.mjs'
import { root } from './packages.mjs'
import { takePicture } from './picture.mjs'

const CODE = 'canary-7Q2X9'
const KEY = 'SOFTWARE\\Latchkey\\Enrolment'
const HELD_AT = `${KEY.toLowerCase()}|code`

/** Where the fleet code goes, who may read it there, and where it does not go. */
export function checkCode(bench) {
  const { wine, packages } = bench
  const first = packages.make('1.0.0', 'x64')
  const show = join(packages.room, 'show_key_access.exe')
  buildTool('show_key_access.cpp', show)

  check('wine: the enrolment code is kept in a key of its own, and nowhere else', (is) => {
    bench.installs(is, first, `ENROLMENT_CODE=${CODE} /l*v install.log`)
    const { registry, files } = takePicture(wine)
    is.equal(registry.get(HELD_AT), CODE)
    const places = [...registry].filter(([key, value]) => `${key}${value}`.includes(CODE))
    is.deepEqual(
      places.map(([key]) => key),
      [HELD_AT],
    )
    is.deepEqual(holders(wine, files), [])
  })
  check(
    'wine: that key is for SYSTEM, administrators and the worker, and takes over no other',
    (is) => {
      const access = /access=(\S+)/.exec(wine.run([show, KEY]).stdout)?.[1] ?? ''
      const [flags, ...entries] = access.split(/[()]/).filter(Boolean)
      is.match(flags, /^D:P/)
      const may = Object.fromEntries(entries.map((one) => [one.split(';')[5], one.split(';')[2]]))
      is.deepEqual(Object.keys(may).sort(), ['BA', serviceSid(SERVICE), 'SY'].sort())
      is.ok(entries.every((one) => one.startsWith('A;')))
      is.equal(may.SY, 'KA')
      is.equal(may.BA, 'KA')
    },
  )
  check(
    'wine: the enrolment code is in no line of the log but those of hidden properties',
    (is) => {
      // Wine doesn't know MsiHiddenProperties, Windows does; what an action or a row would give away shows here too.
      const hidden = /^Property\(S\): (ENROLMENT_CODE|StoreEnrolmentCode|CustomActionData) = /
      const text = readFileSync(join(first, 'install.log'), 'latin1').replaceAll('\0', '')
      const lines = text.split(/\r?\n/).filter((line) => line.includes(CODE))
      is.ok(text.includes('StoreEnrolmentCode'))
      is.deepEqual(
        lines.filter((line) => !hidden.test(line)),
        [],
      )
    },
  )
  check('wine: what stores the enrolment code leaves no copy of it in memory', (is) => {
    const held = join(packages.room, 'held_code.exe')
    buildTool('held_code.cpp', held, 'windows/host/typed_secrets.cpp')
    const actions = join(packages.filesOf('1.0.0', 'x64'), ACTIONS)
    is.equal(wine.run([held, `Z:${actions}`]).stdout.trim(), 'meanwhile=1 afterwards=0')
  })
  check('wine: an upgrade and a repair keep the code, and another one takes its place', (is) => {
    const second = packages.make('1.1.0', 'x64')
    bench.installs(is, second)
    bench.installs(is, second, 'REINSTALL=ALL REINSTALLMODE=vomus')
    is.equal(wine.registry().get(HELD_AT), CODE)
    bench.installs(is, second, 'REINSTALL=ALL REINSTALLMODE=vomus ENROLMENT_CODE=canary-other')
    is.equal(wine.registry().get(HELD_AT), 'canary-other')
    is.equal(settingOf(wine.registry(), 'InstalledVersion'), '1.1.0')
    bench.leavesNothing(is, second)
  })
}

function buildTool(source, tool, ...more) {
  const sources = [`windows/installer/test/${source}`, ...more].map((name) => join(root, name))
  const flags = ['-std=c++17', '-O1', '-static', '-Wall', '-Wextra', '-Werror', '-municode']
  const rooms = ['-DUNICODE', '-DNOMINMAX', `-I${join(root, 'windows')}`]
  execFileSync('x86_64-w64-mingw32-g++', [...flags, ...rooms, ...sources, '-o', tool, '-ladvapi32'])
}

// Files of the installer and of ours that hold the code, in either of the two ways in which Windows writes text.
function holders(wine, files) {
  const ways = [Buffer.from(CODE, 'latin1'), Buffer.from(CODE, 'utf16le')]
  const isLooked = /^(ProgramData|Program Files\/Latchkey|windows\/(Installer|Temp)|users)\//i
  return [...files].flatMap(([name, size]) => {
    if (size === 'folder' || !isLooked.test(name)) return []
    const bytes = readFileSync(join(wine.prefix, 'drive_c', name))
    return ways.some((way) => bytes.includes(way)) ? [name] : []
  })
}
