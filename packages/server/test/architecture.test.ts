import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PLACES = ['', 'packages/server/src']
const PAGES = ['docs/architecture.md', 'CONTRIBUTING.md', 'docs/attack-surface.md']

test.each(PAGES)('%s names no file that is not there', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const named = [...text.matchAll(/`([\w./-]+\.(?:tsx?|sql|service))`/g)].map(
    ([, name = '']) => name,
  )
  const missing = named.filter((name) => !PLACES.some((at) => existsSync(join(ROOT, at, name))))
  expect(missing).toEqual([])
})

test.each(['README.md', ...PAGES])('%s links to no page that is not there', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path)
  const missing = linked.filter((path) => !existsSync(join(ROOT, page, '..', path)))
  expect(missing).toEqual([])
})
