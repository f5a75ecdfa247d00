/** The domain that every run makes anew. */
export const DOMAIN = {
  realm: 'CORP.TEST',
  netbios: 'CORP',
  base: 'DC=corp,DC=test',
  host: 'dc1.corp.test',
  people: 'OU=People,DC=corp,DC=test',
  groups: 'OU=Groups,DC=corp,DC=test',
  settings: 'CN=Password Settings Container,CN=System,DC=corp,DC=test',
  partitions: 'CN=Partitions,CN=Configuration,DC=corp,DC=test',
} as const

export const ADMINISTRATOR = {
  dn: 'CN=Administrator,CN=Users,DC=corp,DC=test',
  password: 'Adm1n-Passw0rd!',
} as const

/** The account that Latchkey signs in with, given the least rights that do. */
export const SERVICE = {
  name: 'svc-reset',
  dn: 'CN=svc-reset,OU=Service,DC=corp,DC=test',
  password: 'Svc-Passw0rd-1!',
} as const

/** One that may read and nothing else. */
export const POWERLESS = {
  name: 'svc-reader',
  dn: 'CN=svc-reader,OU=Service,DC=corp,DC=test',
  password: 'Svc-Passw0rd-2!',
} as const

const HUNDRED_NS_PER_MINUTE = 600_000_000

/** Spans of time as a directory holds them: negative, in units of 100 ns. */
export function minutes(count: number): string {
  return String(-count * HUNDRED_NS_PER_MINUTE)
}

/** What the domain asks of passwords, unless a test says otherwise. */
export const POLICY = {
  minPwdLength: '10',
  // DOMAIN_PASSWORD_COMPLEX
  pwdProperties: '1',
  pwdHistoryLength: '5',
  minPwdAge: '0',
  maxPwdAge: minutes(42 * 24 * 60),
  lockoutThreshold: '10',
  lockoutDuration: minutes(15),
  lockOutObservationWindow: minutes(15),
} as const
