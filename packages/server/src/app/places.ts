import type { Directory } from '@latchkey/directory'

/**
 * The directories that may have a typed name, in order: those that claim its domain, else all. Follows
 * from the name's form alone, never from who exists.
 */
export function placesOf(directories: readonly Directory[], name: string): readonly Directory[] {
  const domain = domainIn(name.trim().toLowerCase())
  const claiming = directories.filter(
    ({ domains = [] }) =>
      domain !== undefined && domains.some((one) => one.toLowerCase() === domain),
  )
  return claiming.length > 0 ? claiming : directories
}

function domainIn(name: string): string | undefined {
  return /^([^\\@]+)\\/.exec(name)?.[1] ?? /@([^@]+)$/.exec(name)?.[1]
}
