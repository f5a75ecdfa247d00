import { generateSync } from 'otplib'

const STEP_SECONDS = 30

/**
 * What an authenticator app shows, so many steps ahead: the server takes one step of drift, and no step
 * twice, so a second code at once is the next one.
 */
export function appCode(secret: string, stepsAhead: 0 | 1 = 0): string {
  const epoch = Math.floor(Date.now() / 1000) + stepsAhead * STEP_SECONDS
  return generateSync({ secret: secret.replaceAll(/\s/g, ''), epoch })
}
