/** A record and the line on which it begins. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] }

export type CsvMistake = { readonly line: number; readonly what: string }

type State = {
  at: number
  line: number
  cells: string[]
}

/** Reads RFC 4180: commas, CRLF or LF, quoted cells that may hold all three. Empty lines are passed over. */
export function parseCsv(text: string): { records: CsvRecord[]; mistakes: CsvMistake[] } {
  const source = text.replace(/^\uFEFF/, '')
  const records: CsvRecord[] = []
  const mistakes: CsvMistake[] = []
  const state: State = { at: 0, line: 1, cells: [] }
  while (state.at < source.length) {
    const line = state.line
    const mistake = readRecord(source, state)
    if (mistake !== undefined) mistakes.push({ line, what: mistake })
    else if (state.cells.some((cell) => cell !== '') || state.cells.length > 1)
      records.push({ line, cells: state.cells })
    state.cells = []
  }
  return { records, mistakes }
}

function readRecord(source: string, state: State): string | undefined {
  for (;;) {
    const mistake = readCell(source, state)
    if (mistake !== undefined) return skipLine(source, state, mistake)
    if (source[state.at] !== ',') break
    state.at += 1
  }
  endLine(source, state)
  return undefined
}

function readCell(source: string, state: State): string | undefined {
  return source[state.at] === '"' ? readQuoted(source, state) : readPlain(source, state)
}

function readPlain(source: string, state: State): string | undefined {
  const end = nextOf(source, /[,\r\n]/g, state.at)
  const cell = source.slice(state.at, end)
  state.at = end
  if (cell.includes('"')) return 'a quotation mark inside a cell that is not quoted'
  if (source[end] === '\r' && source[end + 1] !== '\n')
    return 'a carriage return without a line feed'
  state.cells.push(cell)
  return undefined
}

function readQuoted(source: string, state: State): string | undefined {
  let cell = ''
  let from = state.at + 1
  for (;;) {
    const end = source.indexOf('"', from)
    if (end === -1) {
      state.at = source.length
      return 'a quoted cell that never ends'
    }
    cell += source.slice(from, end)
    from = end + 2
    if (source[end + 1] !== '"') break
    cell += '"'
  }
  state.at = from - 1
  state.line += cell.split('\n').length - 1
  state.cells.push(cell)
  return /^(,|\r?\n|$)/.test(source.slice(state.at, state.at + 2))
    ? undefined
    : 'text after a quoted cell'
}

function skipLine(source: string, state: State, mistake: string): string {
  state.at = nextOf(source, /\n/g, state.at)
  endLine(source, state)
  return mistake
}

function endLine(source: string, state: State): void {
  if (source[state.at] === '\r') state.at += 1
  state.at += 1
  state.line += 1
}

function nextOf(source: string, wanted: RegExp, from: number): number {
  wanted.lastIndex = from
  return wanted.exec(source)?.index ?? source.length
}
