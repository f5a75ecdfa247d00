import assert from 'node:assert/strict'

const MOST_LINES = 12
const results = { passed: 0, failed: 0, skipped: 0 }

/** Runs one check and goes on, whatever it finds. */
export function check(name, body) {
  try {
    body(assert)
    results.passed += 1
    process.stdout.write(`ok   ${name}\n`)
  } catch (error) {
    results.failed += 1
    const words = String(error.message).split('\n').slice(0, MOST_LINES)
    process.stdout.write(`FAIL ${name}\n     ${words.join('\n     ')}\n`)
  }
}

/** Says what this machine can't show; that is not a check that passed or was skipped. */
export function note(text) {
  process.stdout.write(`note ${text}\n`)
}

export function outcome() {
  return { ...results }
}
