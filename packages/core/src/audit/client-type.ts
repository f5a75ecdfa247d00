import type { Client } from '@latchkey/protocol'

export type ClientType =
  | 'Browser'
  | 'Api'
  | 'CommandLine'
  | `WindowsLogon/${'7' | '8' | '8.1' | '10' | '11' | 'Server' | 'Other'}`

const BY_VERSION: Record<string, ClientType> = {
  '6.1': 'WindowsLogon/7',
  '6.2': 'WindowsLogon/8',
  '6.3': 'WindowsLogon/8.1',
}

// Windows 11 still calls itself 10.0; its first public build was 22000.
const FIRST_BUILD_OF_11 = 22000

/** The audit's ClientType, from what the client says of itself; the raw values are kept beside it. */
export function clientType(client: Client): ClientType {
  if (client.kind === 'browser') return 'Browser'
  if (client.kind === 'api') return 'Api'
  if (client.os === undefined) return 'WindowsLogon/Other'
  if (client.os.endsWith('-server')) return 'WindowsLogon/Server'
  const [major, minor, build] = client.os.split('.')
  if (major === '10' && minor === '0')
    return Number(build) < FIRST_BUILD_OF_11 ? 'WindowsLogon/10' : 'WindowsLogon/11'
  return BY_VERSION[`${major}.${minor}`] ?? 'WindowsLogon/Other'
}
