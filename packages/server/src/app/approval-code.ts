import type { Deps } from './deps.ts'

/** Where an approval begins: to be typed by hand, so short, and without the code in it. */
export function approvalAddress({ publicUrl }: Pick<Deps, 'publicUrl'>): string {
  return `${publicUrl}/approve`
}

/** As people read it: two groups of four. */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Typed from one screen to another: case, blanks and hyphens do not matter. */
export function approvalHash({ keys }: Pick<Deps, 'keys'>, code: string): Uint8Array {
  return keys.hash('approval-typed', code.toUpperCase().replace(/[\s\u00a0-]/g, ''))
}
