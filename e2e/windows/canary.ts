import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** As files hold texts on Windows. */
const formsOf = (secret: string) => [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')]

/** The files under a folder that hold one of these; those that changed since then only, where a time is given. */
export function filesWith(folder: string, secrets: readonly string[], since = 0): string[] {
  const forms = secrets.flatMap(formsOf)
  return filesUnder(folder)
    .filter((path) => statSync(path).ctimeMs >= since)
    .filter((path) => {
      const bytes = readFileSync(path)
      return forms.some((form) => bytes.includes(form))
    })
}

// Links lead out of the PC: Wine makes one to the root of this computer.
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name)
    if (one.isDirectory()) return filesUnder(path)
    return one.isFile() ? [path] : []
  })
}

/** Of the lines of a registry those that hold one of these, as text or as the bytes of a value. */
export function linesWith(lines: readonly string[], secrets: readonly string[]): string[] {
  const forms = secrets.flatMap(formsOf)
  return lines.filter((line) => {
    const bytes = bytesOf(line)
    return (
      secrets.some((secret) => line.includes(secret)) || forms.some((form) => bytes.includes(form))
    )
  })
}

/** The lines of an exported registry, long values put together. */
export function readRegistry(path: string): string[] {
  return readFileSync(path, 'utf16le')
    .replaceAll(/\\\r?\n\s*/g, '')
    .split(/\r?\n/)
}

function bytesOf(line: string): Buffer {
  const hex = /=hex(?:\(\w+\))?:([\da-f,]+)/.exec(line)?.[1] ?? ''
  return Buffer.from(hex.replaceAll(',', ''), 'hex')
}
