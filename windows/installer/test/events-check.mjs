import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './harness.mjs'
import { root } from './packages.mjs'

const windows = join(root, 'windows')
const read = (name) => readFileSync(join(windows, name), 'utf8')
const SEVERITY = { Informational: 0x40000000, Warning: 0x80000000, Error: 0xc0000000 }
const NUMBERS = [
  [1000, 1007],
  [2001, 2011],
  [3001, 3006],
  [3010, 3011],
  [4001, 4006],
]

function eventsOf(source) {
  const blocks = source.split(/^MessageId=/m).slice(1)
  return blocks.map((block) => {
    const [, english, french] = block
      .split(/^Language=\w+\n/m)
      .map((part) => part.split('\n.\n')[0])
    return {
      id: Number.parseInt(block, 10),
      severity: /Severity=(\w+)/.exec(block)[1],
      english,
      french,
    }
  })
}

/** What the viewer shows: inserts filled in, and every line end a space. */
function shown(text) {
  const filled = text
    .replaceAll('%1', 'TEXT')
    .replaceAll('%2', 'NUMBER')
    .replaceAll('%3', 'CORRELATION')
  return filled.replaceAll('%n', ' ').replaceAll(/\s+/g, ' ').trim()
}

export function checkEvents({ wine, packages, version }) {
  const events = eventsOf(read('messages/events.mc'))

  check('events: the table holds 1000 to 4006, each once, in both languages', (is) => {
    const wanted = NUMBERS.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, at) => from + at),
    )
    is.deepEqual(
      events.map((event) => event.id),
      wanted,
    )
    for (const { id, english, french } of events)
      is.ok(english && french && english !== french, `${id}`)
  })
  check('events: the table has every number that provider, worker and failures use', (is) => {
    const sources = [
      'flow/failure_table.cpp',
      'provider/flow_world.h',
      'provider/pc_facts.cpp',
      'worker/event_log.h',
    ]
    const known = new Set(events.map((event) => event.id))
    for (const source of sources)
      for (const [, number] of read(source).matchAll(/(?:return|=|",) ([1234]0[01]\d)[;,]/g))
        is.ok(known.has(Number(number)), `${number} of ${source}`)
  })
  check('events: every failure that has an event is named in it by its code', (is) => {
    const rows = [...read('flow/failure_table.cpp').matchAll(/"([A-Z]+-[A-Z0-9]+)", (\d+)/g)]
    is.ok(rows.length > 20)
    for (const [, code, id] of rows.filter(
      ([, , number]) => Number(number) >= 2000 && Number(number) < 4000,
    )) {
      const event = events.find((one) => one.id === Number(id))
      is.ok(event.english.includes(code) && event.french.includes(code), `${code} of ${id}`)
    }
  })
  check('events: Windows puts together both languages from the DLL, accents included', (is) => {
    const tool = join(packages.room, 'show_events.exe')
    const source = join(windows, 'messages/test/show_events.cpp')
    execFileSync('x86_64-w64-mingw32-g++', [
      '-std=c++17',
      '-O1',
      '-static',
      '-Wall',
      '-Werror',
      source,
      '-o',
      tool,
    ])
    const dll = `Z:${join(packages.filesOf(version, 'x64'), `LatchkeyEvents-${version}.dll`)}`
    const ids = events.map(({ id, severity }) => `${SEVERITY[severity] + id}`)
    const said = Buffer.from(wine.run([tool, dll, ...ids]).stdout, 'latin1').toString('utf8')
    const lines = said.split(/\r?\n/).filter((line) => line.includes('\t'))
    is.equal(lines.length, events.length * 2)
    for (const { id, english, french } of events) {
      is.equal(
        shown(lines.find((line) => line.startsWith(`${id}\t409\t`)).split('\t')[2]),
        shown(english),
      )
      is.equal(
        shown(lines.find((line) => line.startsWith(`${id}\t40c\t`)).split('\t')[2]),
        shown(french),
      )
    }
  })
}
