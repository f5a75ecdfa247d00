import { contentHash } from './content-hash.ts'

/**
 * One sheet, no fonts, no images. Plain fallbacks come first: browsers of Windows 7 know no custom
 * properties, no logical sizes and no `:has()`, and must still get a readable page.
 */
const SOURCE = `
:root {
  color-scheme: light dark;
  --ink: #17202b; --ink-2: #54606f; --paper: #f4f5f2; --card: #fff; --line: #d9dcd6; --field: #fff;
  --accent: #0b5d4e; --accent-ink: #fff; --accent-soft: #e3efeb; --bad: #a3261d; --bad-soft: #fbe9e7; --good: #17693f;
  --r: .625rem; --gap: 1rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #eef1ee; --ink-2: #a9b3ad; --paper: #121715; --card: #1a211e; --line: #34403b; --field: #131917;
    --accent: #63c9b1; --accent-ink: #08211b; --accent-soft: #1f332d; --bad: #ff9d92; --bad-soft: #3a1f1c; --good: #7fd6a6;
  }
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0; color: #17202b; background: #f4f5f2; color: var(--ink); background: var(--paper); font: 1rem/1.5 "Segoe UI", sans-serif; font-family: system-ui, "Segoe UI", sans-serif; overflow-wrap: break-word }
header, footer { padding: 1rem 1.25rem; color: #54606f; color: var(--ink-2) }
header strong { color: var(--ink); letter-spacing: -.01em }
nav a { display: inline-block; padding: .25rem 0 }
nav a + a { margin-inline-start: 1rem }
nav [aria-current] { color: var(--ink); text-decoration: none }
header nav, footer { font-size: .875rem }
footer { text-align: center }
footer > * { margin: 0 .5rem; display: inline-block }
.mark { vertical-align: middle; margin-inline-end: .75rem; color: #0b5d4e; color: var(--accent) }
main { display: block; max-width: 27rem; margin: 1rem auto; padding: 1.5rem; background: #fff; background: var(--card); border: 1px solid #d9dcd6; border-color: var(--line); border-radius: 1rem }
main.wide { max-width: 44rem }
main.full { max-width: 80rem }
h1 { margin: 0 0 .375rem; font-size: 1.5rem; line-height: 1.2; letter-spacing: -.018em; text-wrap: balance }
h2 { margin: 2rem 0 .5rem; font-size: 1.0625rem; line-height: 1.3 }
p, ul.plain { margin: 0 0 1rem; color: #54606f; color: var(--ink-2); text-wrap: pretty }
ul.plain { padding-inline-start: 1.25rem }
bdi { font-weight: 600; color: var(--ink); overflow-wrap: anywhere }
h1 bdi { font-weight: inherit }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0); clip-path: inset(50%); white-space: nowrap }
.steps { display: flex; align-items: center; gap: .375rem; margin: 0 0 1.25rem; font-size: .8125rem; line-height: 1 }
.steps i { flex: 1; height: .375rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--line) }
.steps .now { border-color: var(--accent); background: var(--accent-soft) }
.steps .past { border-color: var(--accent); background: var(--accent) }
.steps span { margin-inline-start: .375rem }
label, legend { display: block; margin: 0 0 .375rem; padding: 0; font-weight: 600 }
input, select, button { font: inherit }
.field select, .field input { width: 100%; padding: .7rem .8rem; color: inherit; background: var(--field); border: 1px solid #54606f; border-color: var(--ink-2); border-radius: var(--r) }
.field [aria-invalid] { border-color: var(--bad); border-width: 2px }
.field .code { font: 600 1.5rem/1.2 ui-monospace, Consolas, monospace; letter-spacing: .4em; text-align: center; padding-inline-start: 1.2em }
a:focus, button:focus, input:focus { outline: 3px solid #0b5d4e; outline-color: var(--accent); outline-offset: 2px }
:focus:not(:focus-visible) { outline: 0 }
fieldset { min-width: 0; margin: 0 0 1.25rem; padding: 0; border: 0 }
legend { font-size: .875rem; color: var(--ink-2) }
.option { display: block; position: relative; margin: 0 0 .5rem; padding: .8rem .9rem; cursor: pointer; border: 1px solid var(--line); border-radius: var(--r) }
.option small { display: block; font-weight: 400; font-size: .875rem; color: var(--ink-2) }
.option input { accent-color: var(--accent) }
.field { margin: 0 0 1.25rem }
.hint { margin: .375rem 0 0; font-size: .875rem }
.rules { margin: 0 0 1.25rem; padding: 0; list-style: none; font-size: .9375rem; color: var(--ink-2) }
.rules li { position: relative; margin: .125rem 0; padding: 0 0 0 1.6rem; padding-inline: 1.6rem 0 }
.rules li::before { position: absolute; left: .1rem; inset-inline-start: .1rem; content: "○"; content: "○" / "" }
.rules .met { color: var(--good) }
.rules .met::before { content: "✓"; content: "✓" / "" }
.rules .broken { color: var(--bad); font-weight: 600 }
.rules .broken::before { content: "✕"; content: "✕" / "" }
.refusal { margin: 0 0 1.25rem; padding: .75rem .9rem; color: #a3261d; color: var(--bad); background: var(--bad-soft); border: 1px solid transparent; border-inline-start: .25rem solid var(--bad); border-radius: var(--r) }
button { font-weight: 600; cursor: pointer; border-radius: var(--r) }
a.primary, .primary { display: block; width: 100%; padding: .8rem 1rem; text-align: center; text-decoration: none; font-weight: 600; color: #fff; background: #0b5d4e; color: var(--accent-ink); background: var(--accent); border: 1px solid transparent; border-radius: var(--r) }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--ink)) }
.secondary { padding: .5rem .9rem; color: var(--ink); background: none; border: 1px solid var(--ink-2) }
.links { margin: 1rem 0 0 }
.links > * { display: inline-block; margin: 0 1.25rem 0 0; margin-inline: 0 1.25rem }
a, .links button { padding: .125rem 0; color: #0b5d4e; color: var(--accent); background: none; border: 0; font-weight: 500; text-align: left; text-align: start; text-decoration: underline; text-underline-offset: .2em }
.note { margin: 1rem 0 0; font-size: .875rem }
.note + .links { margin-top: .125rem }
.apart { margin-top: 1.25rem; padding-top: 1rem; border-top: 1px solid var(--line) }
.help { padding: .75rem .9rem; border: 1px solid var(--line); border-radius: var(--r) }
.badge { display: block; margin: 0 0 .75rem; color: var(--good) }
.stop { color: var(--ink-2) }
.busy { width: 2.5rem; height: 2.5rem; margin: 0 0 .75rem; border: .25rem solid var(--line); border-top-color: var(--accent); border-radius: 50% }
.row { margin: 1rem 0 0 }
.row > * { display: inline-block; margin: 0 .5rem .5rem 0; margin-inline: 0 .5rem }
.list { margin: 0; padding: 0; list-style: none }
.list li { padding: .75rem 0; border-top: 1px solid var(--line) }
.list small, .meta { display: block; font-size: .875rem; color: var(--ink-2) }
.qr { width: 12.5rem; margin: 0 auto 1rem; padding: .75rem; background: #fff; border-radius: var(--r) }
.qr svg { display: block; width: 100%; height: auto }
code, pre { font: .9375rem/1.5 ui-monospace, Consolas, monospace }
.key { display: block; margin: 0 0 1.25rem; letter-spacing: .04em; word-spacing: .2em }
.message { padding: 1rem 0; border-top: 1px solid var(--line) }
.message h3 { margin: 0; font-size: 1rem }
.message pre { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
.filter .field { display: inline-block; vertical-align: bottom; margin: 0 .75rem .75rem 0 }
.filter .field input { width: auto; max-width: 100%; padding: .5rem .6rem }
.filter button { margin: 0 .75rem .75rem 0 }
.filter a { display: inline-block }
.filter + .help { margin-top: .75rem }
.scroll { overflow-x: auto; position: relative; margin: .5rem 0 0; border: 1px solid var(--line); border-radius: var(--r) }
table { width: 100%; border-collapse: collapse; font-size: .875rem; text-align: left; text-align: start }
th, td { padding: .5rem .75rem; vertical-align: top; border-bottom: 1px solid var(--line) }
tbody tr:last-child > * { border-bottom: 0 }
th { text-align: inherit; color: var(--ink-2) }
.scroll th, .scroll td { white-space: nowrap }
td { font-variant-numeric: tabular-nums }
td form { display: inline-block }
td bdi, .list bdi { font-weight: inherit }
td bdi { display: inline-block; max-width: 16rem; white-space: normal }
time { white-space: nowrap }
@supports (min-height: 1dvh) or (width: min(1px, 2px)) {
  body { min-height: 100vh; min-height: 100dvh; display: grid; grid-template-rows: auto 1fr auto; grid-template-columns: minmax(0, 1fr) }
  header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem }
  header nav:last-child { margin-inline-start: auto }
  header strong { margin-inline-start: -.5rem; flex: 0 1 auto; min-width: 0 }
  .mark { margin: 0 }
  main { width: min(27rem, 100% - 2rem); margin: clamp(.5rem, 8vh, 5rem) auto auto; padding: clamp(1.25rem, 5vw, 2.25rem) }
  main.wide { width: min(44rem, 100% - 2rem); margin-top: clamp(.5rem, 4vh, 2.5rem) }
  main.full { width: min(80rem, 100% - 2rem); margin-top: .5rem }
  .option { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; align-items: center }
  .option small { grid-column: 2 }
  .option input { grid-row: span 2; width: 1.125rem; height: 1.125rem; margin: 0 }
}
@media (max-width: 30rem) { main, main.wide, main.full { margin-top: 0 } header, footer { padding: .75rem 1.25rem } }
.option:has(:checked) { border-color: var(--accent); background: var(--accent-soft) }
@media (prefers-reduced-motion: no-preference) {
  .busy { animation: turn 1s linear infinite }
  @keyframes turn { to { transform: rotate(1turn) } }
}
@media (forced-colors: active) {
  .steps .past { background: CanvasText; forced-color-adjust: none }
  .primary { border-color: ButtonText }
  .option:has(:checked) { outline: 2px solid Highlight }
}
@media print {
  header nav, button, a.primary, .links, .row, .filter { display: none }
  main { border: 0; padding: 0 }
  .scroll { overflow: visible }
}
`

/** The portal's only stylesheet, without comments and spare white space. */
export const STYLESHEET: string = SOURCE.replace(/\s*\n\s*/g, '')
  .replace(/ ?([{};,]) ?/g, '$1')
  .replace(/: /g, ':')

/** Where the sheet is served; the address changes with the content, so that it may be cached for ever. */
export const stylesheetPath: string = `/assets/portal.css?v=${contentHash(STYLESHEET)}`
