import { expect, test } from 'vitest'
import { KEYS } from './keys.ts'
import { configurationPage } from './page.ts'

test('docs/configuration.md is what the schema says', async () => {
  await expect(configurationPage()).toMatchFileSnapshot('../../../../docs/configuration.md')
})

test('every key says what it means and what is expected', () => {
  expect(KEYS.length).toBeGreaterThan(30)
  for (const { path, description, expected } of KEYS)
    expect([description, expected], path.join('.')).not.toContain('undefined')
})
