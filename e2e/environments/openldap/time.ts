import type { Client } from 'ldapts'
import { SUFFIX } from './names.ts'
import { set } from './people.ts'

const STAMPS = ['pwdChangedTime', 'pwdFailureTime', 'pwdAccountLockedTime'] as const

/** Lets time pass for everybody: what slapd noted happened so much earlier. */
export async function letPass(root: Client, ms: number): Promise<void> {
  const attributes = [...STAMPS]
  const { searchEntries } = await root.search(SUFFIX, { scope: 'sub', attributes })
  for (const { dn, ...entry } of searchEntries) {
    const earlier = STAMPS.map((name) => {
      const texts = [entry[name] ?? []].flat().map((one) => earlierBy(one.toString(), ms))
      return [name, texts] as const
    })
    const noted = earlier.filter(([, texts]) => texts.length > 0)
    await set(root, dn, Object.fromEntries(noted))
  }
}

// slapd writes `20261124133304Z` and `20261124133304.411422Z`; the year nought is a lock without an end.
function earlierBy(text: string, ms: number): string {
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text) ?? []
  if (second === undefined || year === '0000') return text
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - ms
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-T:]/g, '')}${fraction}Z`
}
