import { execFileSync } from 'node:child_process'

/** The rows of one table of a package, as objects. */
export function tableOf(msi, table) {
  const lines = execFileSync('msiinfo', ['export', msi, table], { encoding: 'utf8' })
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const names = lines[0].split('\t')
  return lines.slice(3).map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
  })
}

export function summaryOf(msi) {
  const text = execFileSync('msiinfo', ['suminfo', msi], { encoding: 'utf8' })
  return Object.fromEntries(text.split('\n').map((line) => line.split(/: (.*)/)))
}

export function tablesOf(msi) {
  return execFileSync('msiinfo', ['tables', msi], { encoding: 'utf8' }).split(/\s+/).filter(Boolean)
}
