import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Enrols a machine as the add-in would, written out by hand: nothing of the server's own signing is used. */
export async function enrolMachine(url: string, name = 'PC-0042'): Promise<string> {
  const asked = await fetch(`${url}/api/v1/machines/nonce`, { method: 'POST' })
  // as: a test that gets something else fails on its next line.
  const { nonce } = (await asked.json()) as { readonly nonce: string }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = JSON.stringify({ key: publicKey.export({ format: 'jwk' }), name })
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  const input = `("@method" "@authority" "@path" "content-digest");nonce="${nonce}";alg="ecdsa-p256-sha256"`
  const base = `"@method": POST\n"@authority": ${new URL(url).host}\n"@path": /api/v1/machines\n"content-digest": ${digest}\n"@signature-params": ${input}`
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  const answer = await fetch(`${url}/api/v1/machines`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-digest': digest,
      'signature-input': `sig=${input}`,
      signature: `sig=:${sign('sha256', Buffer.from(base), key).toString('base64')}:`,
    },
    body,
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  // as: see above.
  return ((await answer.json()) as { readonly machine: string }).machine
}

/** Puts files where the server hands packages out from. */
export function putPackages(dir: string): void {
  for (const architecture of ['x64', 'x86']) {
    const at = join(dir, 'windows', architecture)
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, 'SsprWindowsLogon.PROD.msi'), `a package for ${architecture}`)
  }
}
