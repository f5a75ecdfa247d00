/** The path alone, for a form that posts to the page it stands on. */
export function pathOf(address: string): string {
  return ownAddress(address).split('?', 1)[0] ?? '/'
}

/** The same address with one query parameter set anew. */
export function addQuery(address: string, name: string, value: string): string {
  const [path = '/', query = ''] = ownAddress(address).split('?', 2)
  const kept = query.split('&').filter((pair) => pair !== '' && pair.split('=', 1)[0] !== name)
  return `${path}?${[...kept, `${name}=${encodeURIComponent(value)}`].join('&')}`
}

/** Whether a link from an administrator's text may be followed: never `javascript:` or `data:`. */
export function isSafeLink(url: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)/i.test(url)
}

// `//other.example` and `/\other.example` are other hosts to a browser: an address that was asked of us
// must never lead away (open redirect, CWE-601).
function ownAddress(address: string): string {
  return /^\/(?![/\\])/.test(address) ? address : '/'
}
