import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'

export type Log = Logger

export type LogLevel = 'debug' | 'error' | 'info' | 'silent' | 'warn'

type Options = {
  readonly level?: LogLevel
  readonly destination?: DestinationStream
}

/** A log of JSON lines whose first key is `event`; standard output unless told otherwise. */
export function createLog({
  level = 'info',
  destination = pino.destination(1),
}: Options = {}): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      hooks: { streamWrite: eventFirst },
    },
    destination,
  )
}

// pino and other libraries add a sentence, often an error's own message: it may quote a password or an
// address (CWE-532), so no line carries one.
function eventFirst(line: string): string {
  const { event = 'library.spoke', msg: _sentence, ...rest } = JSON.parse(line)
  return `${JSON.stringify({ event, ...rest })}\n`
}

type DescribedError = {
  readonly name: string
  readonly code?: string
  readonly stack?: readonly string[]
  readonly causes?: readonly string[]
}

/** What may be known of an error: its kind, code and place, never its message. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = codeOf(error)
  const stack = framesOf(error)
  const causes = causesOf(error)
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(stack.length > 0 && { stack }),
    ...(causes.length > 0 && { causes }),
  }
}

function codeOf(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined
}

// V8 begins the stack with the message, which may itself span lines: only the frames are kept.
function framesOf(error: Error): string[] {
  const text = (error.stack ?? '').replace(`${error.name}: ${error.message}`, '')
  return text.split('\n').filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
}

const DEEPEST_CAUSE = 8

function causesOf(error: Error): string[] {
  const causes: string[] = []
  let cause = error.cause
  while (cause instanceof Error && causes.length < DEEPEST_CAUSE) {
    causes.push([cause.name, codeOf(cause)].filter(Boolean).join(' '))
    cause = cause.cause
  }
  return causes
}
