import { expect, test } from 'vitest'
import { samplePages } from '../sample-pages.ts'
import { contentHash } from './content-hash.ts'
import { FAVICON } from './icon.tsx'
import { STYLESHEET, stylesheetPath } from './stylesheet.ts'

test('first page, sheet and icon together stay below 10 KiB', () => {
  const all = `${samplePages('fr').identify}${STYLESHEET}${FAVICON}`
  expect(new TextEncoder().encode(all).length).toBeLessThan(10 * 1024)
})

test('the sheet loads nothing from anywhere', () => {
  expect(STYLESHEET).not.toMatch(/url\(|@import|@font-face/)
})

test('the sheet has as many opening braces as closing ones', () => {
  expect(STYLESHEET.split('{').length).toBe(STYLESHEET.split('}').length)
})

test('the address of the sheet changes with its content', () => {
  expect(stylesheetPath).toBe(`/assets/portal.css?v=${contentHash(STYLESHEET)}`)
  expect(contentHash('a')).not.toBe(contentHash('b'))
})
