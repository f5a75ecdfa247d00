import { expect, test } from 'vitest'
import { auditText } from './audit-text.ts'
import { createTexts } from './texts.ts'

test('says an audit code in words', () => {
  expect(auditText(createTexts('fr'), 'outcome', 'succeeded')).toBe('Réussi')
})

test('shows a code that has no words as it is', () => {
  expect(auditText(createTexts('en'), 'reason', 'brand-new')).toBe('brand-new')
})
