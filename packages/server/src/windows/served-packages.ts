import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ARCHITECTURES, type Architecture, PACKAGE_FILE } from './packages.ts'

export type ServedPackage = {
  readonly architecture: Architecture
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/** The packages in a folder, looked at anew each time: an administrator may have put others there. */
export type ServedPackages = {
  list(): Promise<ServedPackage[]>
  open(
    architecture: Architecture,
  ): Promise<{ readonly bytes: number; readonly stream: Readable } | undefined>
}

export function createServedPackages(dir: string): ServedPackages {
  const known = new Map<string, string>()
  const pathOf = (architecture: Architecture) => join(dir, architecture, PACKAGE_FILE)
  return {
    list: async () => {
      const all = await Promise.all(
        ARCHITECTURES.map(async (architecture) => {
          const file = await openIfThere(pathOf(architecture))
          return file && { architecture, ...(await describe(file, known)) }
        }),
      )
      return all.filter((one) => one !== undefined)
    },
    open: async (architecture) => {
      const file = await openIfThere(pathOf(architecture))
      if (!file) return
      // Length and bytes are of one file, even where another one takes its name meanwhile.
      const { size } = await file.stat()
      return { bytes: size, stream: file.createReadStream() }
    },
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
}

// A megabyte is hashed in a few milliseconds, but anybody may ask for the page: once for each file is enough.
async function describe(file: FileHandle, known: Map<string, string>) {
  try {
    const { size, ino, mtimeMs } = await file.stat()
    const mark = `${ino}/${size}/${mtimeMs}`
    const sha256 = known.get(mark) ?? hashOf(await file.readFile())
    known.set(mark, sha256)
    return { bytes: size, sha256 }
  } finally {
    await file.close()
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
