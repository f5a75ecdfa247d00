import { expect, test } from 'vitest'
import { clientType } from './client-type.ts'

test.each([
  ['6.1.7601', 'WindowsLogon/7'],
  ['6.2.9200', 'WindowsLogon/8'],
  ['6.3.9600', 'WindowsLogon/8.1'],
  ['10.0.19045', 'WindowsLogon/10'],
  ['10.0.21999', 'WindowsLogon/10'],
  ['10.0.22000', 'WindowsLogon/11'],
  ['10.0.26100', 'WindowsLogon/11'],
  ['10.0.20348-server', 'WindowsLogon/Server'],
  ['6.1.7601-server', 'WindowsLogon/Server'],
  ['6.0.6002', 'WindowsLogon/Other'],
  ['11.0.30000', 'WindowsLogon/Other'],
])('a sign-in screen of %s is %s', (os, type) => {
  expect(clientType({ kind: 'windows-logon', os })).toBe(type)
})

test('a sign-in screen that does not say its version is another one', () => {
  expect(clientType({ kind: 'windows-logon' })).toBe('WindowsLogon/Other')
})

test('a browser and a program are what they say, whatever their system', () => {
  expect(clientType({ kind: 'browser', os: '10.0.22000' })).toBe('Browser')
  expect(clientType({ kind: 'api' })).toBe('Api')
})
