/** Calls `work` every `ms` until the returned function is called. */
export type Every = (ms: number, work: () => void) => () => void

/** The real clock's ticks; they keep no process alive. */
export const every: Every = (ms, work) => {
  const timer = setInterval(work, ms)
  timer.unref()
  return () => clearInterval(timer)
}
