import { isIP } from 'node:net'

/** Whom passkeys are made for: one host, and the origins at which it is reached. */
export type RelyingParty = { readonly id: string; readonly origins: readonly string[] }

/** The public address is the one that counts: never a header of a request, which anybody may write. */
export function relyingPartyOf(
  publicUrl: string,
  otherOrigins: readonly string[] = [],
): RelyingParty {
  const { hostname, origin } = new URL(publicUrl)
  return { id: hostname, origins: [origin, ...otherOrigins] }
}

/** Whether browsers make passkeys for this host: for a name they do, for a bare IP address they refuse (WebAuthn section 5.1.3). */
export function mayHavePasskeys({ id }: RelyingParty): boolean {
  return isIP(id.replace(/^\[|\]$/g, '')) === 0
}
