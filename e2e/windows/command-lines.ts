import { readdirSync, readFileSync } from 'node:fs'

/** Adds the command line of each process that belongs to a prefix. */
export function noteCommandLines(prefix: string, into: Set<string>): void {
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const line = readFileSync(`/proc/${id}/cmdline`, 'latin1')
      if (into.has(line) || line === '') continue
      if (readFileSync(`/proc/${id}/environ`, 'latin1').includes(`WINEPREFIX=${prefix}`))
        into.add(line)
    } catch {
      // It ended meanwhile, or is somebody else's.
    }
  }
}
