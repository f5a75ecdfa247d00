import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { newFolder, removeFolder } from './program.ts'

const STEP_MS = 30_000

/** What a camera reads off a picture on the screen, by zbarimg: a reader of QR codes that is not ours. */
export async function readPicture(picture: Locator): Promise<string> {
  const folder = newFolder()
  try {
    const path = join(folder, 'screen.png')
    await picture.screenshot({ path })
    return execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', path], {
      encoding: 'utf8',
    }).trim()
  } finally {
    removeFolder(folder)
  }
}

/** The code that oathtool, which is not ours either, shows for what the picture said, so many steps ahead. */
export function oathCode(uri: string, stepsAhead: 0 | 1 = 0): string {
  const { protocol, host, searchParams } = new URL(uri)
  if (`${protocol}//${host}` !== 'otpauth://totp') throw new Error(`no key of an app: ${protocol}`)
  const at = new Date(Date.now() + stepsAhead * STEP_MS).toISOString().replace(/\.\d+Z$/, 'Z')
  const line = [
    '--totp',
    '--base32',
    `--digits=${searchParams.get('digits') ?? 6}`,
    `--time-step-size=${searchParams.get('period') ?? 30}s`,
    `--now=${at.replace('T', ' ').replace('Z', ' UTC')}`,
    '-',
  ]
  const input = searchParams.get('secret') ?? ''
  return execFileSync('oathtool', line, { input, encoding: 'utf8' }).trim()
}
