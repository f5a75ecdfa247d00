/** One thing that is wrong: where, what was found there, and what would be right. */
export type Mistake = {
  readonly key: string
  readonly found: string
  readonly expected: string
}

/** The configuration can't be used. Holds every mistake, so that one start shows them all. */
export class ConfigMistakes extends Error {
  override readonly name = 'ConfigMistakes'
  readonly mistakes: readonly Mistake[]

  constructor(mistakes: readonly Mistake[]) {
    super(report(mistakes))
    this.mistakes = mistakes
  }
}

function report(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? 'one mistake' : `${mistakes.length} mistakes`
  const lines = mistakes.map(
    ({ key, found, expected }) => `  ${key}: found ${found}; expected ${expected}`,
  )
  return [`the configuration has ${count}`, ...lines].join('\n')
}
