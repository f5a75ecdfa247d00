// node bench/page.mjs
// Writes docs/performance.md from what the benches left in bench/results: each figure with its machine, date and
// command. A bench that was not run is said to be missing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { results, root } from './steps.mjs'

const AT_A_TIME = ['start', 'challenge', 'answer', 'sign-in']

const SECTIONS = [
  { name: 'reset', title: 'Complete resets', body: resetBody },
  { name: 'first-page', title: 'The first page', body: firstPageBody },
  { name: 'timing', title: 'What the time of an answer tells', body: timingBody },
  { name: 'scale', title: 'With many people and a long history', body: scaleBody },
  { name: 'start', title: 'Starting', body: startBody },
]

const HEAD = `# Performance

Written by \`node bench/page.mjs\` from the last run of each bench: change nothing here by hand. What is compared ran by
turns in one run on one machine. Ratios tell something; times and rates are those of that machine and of what else it
did. Medians, with the least and the most in brackets.
`

writeFileSync(join(root, 'docs', 'performance.md'), [HEAD, ...SECTIONS.map(section)].join('\n'))

function section({ name, title, body }) {
  const file = join(results, `${name}.json`)
  if (!existsSync(file)) return `## ${title}\n\nNot measured yet: \`node bench/${name}/run.mjs\`.\n`
  const result = JSON.parse(readFileSync(file, 'utf8'))
  return `## ${title}\n\n${body(result)}\n\n${originOf(result)}\n`
}

function originOf({ command, at, machine }) {
  const { processors, model, memoryGib, node, load } = machine
  const where = `${processors} × ${model}, ${memoryGib} GiB, Node ${node}, load ${load.toFixed(1)} at the end`
  return `\`${command}\`, ${at.slice(0, 10)}; ${where}.`
}

function resetBody({ compared, remembered, statements }) {
  const rows = compared.map(({ atOnce, ours, peer, hashes, againstPeer, againstHashes }) => [
    atOnce,
    range(ours.perSecond, 1),
    range(peer.perSecond, 1),
    range(hashes.perSecond, 1),
    range(againstPeer, 2),
    range(againstHashes, 2),
  ])
  const costs = compared.map(({ atOnce, ours, peer }) => [
    atOnce,
    ours.cpuMs.toFixed(1),
    peer.cpuMs.toFixed(1),
    Math.round(ours.writtenBytes / 1024),
    Math.round(peer.writtenBytes / 1024),
    ours.p95Ms.toFixed(0),
  ])
  const counted = Object.entries(statements).map(
    ([kind, { inRequests, afterwards }]) =>
      `by ${kind === 'app' ? 'authenticator app' : 'e-mail'} ${inRequests} while the person waits and ${afterwards} afterwards`,
  )
  return `Resets a second on the embedded directory, by authenticator app, for people whose history is full: one argon2id hash of
the new password and ${remembered} to compare it with. Beside it better-auth's own reset, whose one hash is scrypt and
which keeps no history, no audit and no throttle; and the ${remembered + 1} hashes alone.

${table(['at once', 'Latchkey', 'better-auth', 'hashes alone', 'of better-auth', 'of the hashes'], rows)}

${table(['at once', 'CPU ms', 'CPU ms, better-auth', 'KiB written', 'KiB, better-auth', 'slowest twentieth, ms'], costs)}

Statements for one reset, \`begin\` and \`commit\` included: ${counted.join('; ')}.`
}

function firstPageBody({ ours, bare, ratio, bytes, connections }) {
  const row = [range(ours, 0), range(bare, 0), range(ratio, 2)]
  return `Requests a second for \`/\`, ${bytes} bytes of HTML, on ${connections} connections, beside a Fastify that answers as many
bytes and does nothing else.

${table(['Latchkey', 'bare Fastify', 'ratio'], [row])}`
}

function timingBody({ figures, each }) {
  const kinds = Object.keys(figures[0].against)
  const rows = AT_A_TIME.map((asked) => {
    const one = figures.find((figure) => figure.asked === asked)
    const cells = kinds.map((kind) => {
      const { auc, low, high } = one.against[kind]
      return `${auc.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`
    })
    return [asked, ...cells]
  })
  return `How well a known person is told from each other kind by the time of an answer alone: the area under the curve, 0.5 where
it tells nothing, with its 95 % confidence. ${each} of each kind, in one shuffled order.

${table(['', ...kinds], rows)}`
}

function scaleBody({ sizes }) {
  const ms = (value) => value.toFixed(1)
  const rows = sizes.map((one) => [
    one.people,
    one.events,
    `${ms(one.resetMs)} (${one.resetAgainstFirst.toFixed(2)} ×)`,
    ...Object.values(one.consoleMs).map(ms),
    ...Object.values(one.listMs).map(ms),
    Math.round(one.fileBytes / 2 ** 20),
  ])
  const head = ['people', 'events', 'reset ms', 'console', 'of a person', 'of a day', 'far back']
  const [last] = sizes.slice(-1)
  return `Medians in milliseconds: a reset, pages of \`/admin/audit\`, the first 500 lines of \`latchkey audit list\`. The file in
MiB. Written at ${Math.round(last.peoplePerSecond)} people and ${Math.round(last.eventsPerSecond)} events a second.

${table([...head, 'list', 'list of a person', 'MiB'], rows)}`
}

function startBody({ readyMs, nodeAloneMs, residentMib, residentAfterUseMib, pages }) {
  const row = [readyMs, nodeAloneMs, residentMib, residentAfterUseMib].map((one) => range(one, 0))
  const head = ['ready, ms', 'Node alone, ms', 'resident, MiB', `after ${pages} pages, MiB`]
  return `From starting the process to \`server.ready\`, the store already there.

${table(head, [row])}`
}

function range({ median, low, high }, digits) {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
