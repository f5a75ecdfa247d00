import { describe, expect, test } from 'vitest'
import { authorityOf } from './authority.ts'

const asked = (host?: string, protocol: 'http' | 'https' = 'https') => ({
  headers: host === undefined ? {} : { host },
  protocol,
})

describe('a signature is for', () => {
  test.each([
    ['https://reset.example.org', 'reset.example.org'],
    ['https://RESET.example.org:443', 'reset.example.org'],
    ['https://reset.example.org:8443', 'reset.example.org:8443'],
    ['https://[2001:DB8::7]:8443', '[2001:db8::7]:8443'],
  ])('the public address %s, whatever the request says', (publicUrl, expected) => {
    expect(authorityOf({ publicUrl }, asked('elsewhere.test'))).toBe(expected)
    expect(authorityOf({ publicUrl }, asked())).toBe(expected)
  })

  test.each([
    ['LOCALHOST:8443', 'https', 'localhost:8443'],
    ['localhost:443', 'https', 'localhost'],
    ['localhost:443', 'http', 'localhost:443'],
    ['localhost:80', 'http', 'localhost'],
    ['[::1]:8080', 'http', '[::1]:8080'],
  ] as const)('the address %s that a trial is asked at, by %s', (host, protocol, expected) => {
    const trial = {
      messages: () => [],
      apps: async () => [],
      recoveryCodes: async () => [],
      answers: async () => [],
      authority: '',
    }
    const site = { publicUrl: 'http://localhost:8080', trial }
    expect(authorityOf(site, asked(host, protocol))).toBe(expected)
  })
})
