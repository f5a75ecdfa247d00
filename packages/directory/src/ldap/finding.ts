import type { Finding } from '../directory.ts'

export function finding(state: Finding['state'], about: Finding['about'], says: string): Finding {
  return { state, about, says }
}
