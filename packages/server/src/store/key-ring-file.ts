import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const KEY_BYTES = 32
const OWNER_ONLY = 0o600
const FOR_OTHERS = 0o077

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES)
const KeyId = z.string().regex(/^[0-9a-f]{8}$/)

const KeyRingContent = z
  .strictObject({
    version: z.literal(1),
    /** The key that seals from now on. */
    current: KeyId,
    /** The keys that open what was sealed before. */
    keys: z.record(KeyId, Key),
    /** The key of look-ups; it never changes, or nothing stored could be found again. */
    index: Key,
  })
  .refine((ring) => ring.keys[ring.current] !== undefined)
export type KeyRingContent = z.infer<typeof KeyRingContent>

/** The key ring can't be used as it is; the message tells an administrator what to do. */
export class KeyRingRefused extends Error {
  override readonly name = 'KeyRingRefused'
}

/** Reads the file, or makes it where `mayCreate` says so. */
export function loadKeyRing(file: string, { mayCreate }: { mayCreate: boolean }): KeyRingContent {
  const known = readKeyRing(file)
  if (known) return known
  if (!mayCreate)
    throw new KeyRingRefused(
      `The key file ${file} is missing, but the store it belongs to exists: put it back from a backup or copy it from another server of the same store, as nothing in the store can be read without it.`,
    )
  return createKeyRing(file)
}

/** Adds a key and makes it current; the others stay, to open what they sealed. */
export function addCurrentKey(file: string): KeyRingContent {
  const known = loadKeyRing(file, { mayCreate: false })
  const id = newKeyId(known.keys)
  const next = { ...known, current: id, keys: { ...known.keys, [id]: newKey() } }
  replaceKeyRing(file, next)
  return next
}

function readKeyRing(file: string): KeyRingContent | undefined {
  const text = readPrivately(file)
  if (text === undefined) return undefined
  const content = KeyRingContent.safeParse(parseJson(text))
  if (content.success) return content.data
  // The parser's own report is left out: it may quote a key.
  throw new KeyRingRefused(
    `The key file ${file} is damaged: put it back from a backup, as nothing in the store can be read without it.`,
  )
}

function readPrivately(file: string): string | undefined {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new KeyRingRefused(`The key file ${file} cannot be read (${codeOf(error)}).`, {
      cause: error,
    })
  }
  try {
    // Asked of the open file: a path could be exchanged between a look and a read.
    if ((fstatSync(descriptor).mode & FOR_OTHERS) !== 0)
      throw new KeyRingRefused(
        `The key file ${file} can be read by others than its owner: run chmod 600 on it, and rotate the keys if anybody may have.`,
      )
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

function createKeyRing(file: string): KeyRingContent {
  const id = newKeyId({})
  const content: KeyRingContent = {
    version: 1,
    current: id,
    keys: { [id]: newKey() },
    index: newKey(),
  }
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  return reportingPath(file, () => {
    writeDurably(draft, content)
    try {
      // A link never replaces: of two first starts at once, both end with the keys of the first.
      linkSync(draft, file)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      unlinkSync(draft)
    }
    syncDirectory(file)
    return loadKeyRing(file, { mayCreate: false })
  })
}

function replaceKeyRing(file: string, content: KeyRingContent): void {
  // One fixed name, made exclusively: two rotations at once would lose the key of one of them.
  const draft = `${file}.next`
  try {
    writeDurably(draft, content)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw writeRefusal(file, error)
    throw new KeyRingRefused(
      `The keys are being rotated by another process, or a rotation was interrupted: if none is running, remove ${draft} and try again.`,
      { cause: error },
    )
  }
  reportingPath(file, () => {
    renameSync(draft, file)
    syncDirectory(file)
  })
}

function writeDurably(file: string, content: KeyRingContent): void {
  const descriptor = openSync(file, 'wx', OWNER_ONLY)
  try {
    writeFileSync(descriptor, `${JSON.stringify(content, null, 2)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

// The name is durable only once its directory is: a power cut could otherwise leave sealed rows without keys.
function syncDirectory(file: string): void {
  const descriptor = openSync(dirname(file), 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function reportingPath<T>(file: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    throw error instanceof KeyRingRefused ? error : writeRefusal(file, error)
  }
}

function writeRefusal(file: string, cause: unknown): KeyRingRefused {
  return new KeyRingRefused(`The key file ${file} cannot be written (${codeOf(cause)}).`, { cause })
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64')
}

function newKeyId(taken: Readonly<Record<string, unknown>>): string {
  const id = randomBytes(4).toString('hex')
  return taken[id] === undefined ? id : newKeyId(taken)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
