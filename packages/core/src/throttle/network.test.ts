import { expect, test } from 'vitest'
import { groupsOf, isInNetwork } from './network.ts'

test.each([
  ['192.0.2.7', '192.0.2.0/24'],
  ['192.0.2.7', '192.0.2.7'],
  ['192.0.2.7', '0.0.0.0/0'],
  ['::ffff:192.0.2.7', '192.0.2.0/24'],
  ['2001:db8::1', '2001:db8::/32'],
  ['2001:db8:0:8000::1', '2001:db8:0:8000::/49'],
])('%s lies in %s', (address, network) => {
  expect(isInNetwork(address, network)).toBe(true)
})

test.each([
  ['192.0.3.7', '192.0.2.0/24'],
  ['192.0.2.128', '192.0.2.0/25'],
  ['192.0.2.8', '192.0.2.7'],
  ['2001:db9::1', '2001:db8::/32'],
  ['2001:db8::1', '192.0.2.0/0'],
  ['192.0.2.7', '::/0'],
])('%s does not lie in %s', (address, network) => {
  expect(isInNetwork(address, network)).toBe(false)
})

test.each([
  '192.0.2.0/',
  '192.0.2.0/abc',
  '192.0.2.0/-1',
  '192.0.2.0/33',
  '192.0.2/24',
  '192.0..0/8',
  '256.0.0.0/0',
  'zz::/0',
  '',
])('nobody lies in %j, which is no network', (network) => {
  expect(isInNetwork('192.0.2.7', network)).toBe(false)
  expect(isInNetwork('2001:db8::1', network)).toBe(false)
})

test('fills the zeros in that an IPv6 address leaves out', () => {
  expect(groupsOf('2001:db8::1')).toEqual(['2001', 'db8', '0', '0', '0', '0', '0', '1'])
  expect(groupsOf('::')).toEqual(['0', '0', '0', '0', '0', '0', '0', '0'])
  expect(groupsOf('1:2:3:4:5:6:7:8')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
})
