const WIDTH = 30
const EVERY_MS = 500

/** Draws a bar on standard error while rows are made, and gives how many were made a second. */
export function createProgress(what: string, total: number) {
  const from = performance.now()
  let drawnAt = 0
  const perSecond = (done: number) => done / ((performance.now() - from) / 1_000)
  const draw = (done: number) => {
    const filled = Math.round((WIDTH * done) / total)
    const bar = '#'.repeat(filled).padEnd(WIDTH, '.')
    const share = String(Math.round((100 * done) / total)).padStart(3)
    process.stderr.write(`\r${what} ${bar} ${share} % ${Math.round(perSecond(done))}/s `)
  }
  return {
    at: (done: number) => {
      if (performance.now() - drawnAt < EVERY_MS) return
      drawnAt = performance.now()
      draw(done)
    },
    end: () => {
      const rate = perSecond(total)
      draw(total)
      process.stderr.write('\n')
      return rate
    },
  }
}
