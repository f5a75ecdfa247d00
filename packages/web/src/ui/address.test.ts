import { describe, expect, test } from 'vitest'
import { addQuery, isSafeLink, pathOf } from './address.ts'

describe('addQuery', () => {
  test.each([
    ['/unlock', '/unlock?lang=fr'],
    ['/admin/audit?person=alice&before=9', '/admin/audit?person=alice&before=9&lang=fr'],
    ['/?lang=en', '/?lang=fr'],
    ['/flow?', '/flow?lang=fr'],
  ])('keeps the page and its query: %s', (address, expected) => {
    expect(addQuery(address, 'lang', 'fr')).toBe(expected)
  })

  test.each([
    '//other.example/x',
    '/\\other.example',
    'https://other.example',
    'javascript:alert(1)',
    '',
  ])('never leads to another host: %s', (address) => {
    expect(addQuery(address, 'lang', 'fr')).toBe('/?lang=fr')
  })
})

test('pathOf leaves the query out', () => {
  expect(pathOf('/not-me/token?lang=fr')).toBe('/not-me/token')
})

test('isSafeLink lets only addresses pass that run nothing', () => {
  expect(['https://help.example', 'tel:+331', 'mailto:help@corp.test'].every(isSafeLink)).toBe(true)
  expect(
    ['javascript:alert(1)', 'data:text/html,x', ' https://x', 'vbscript:x'].some(isSafeLink),
  ).toBe(false)
})
