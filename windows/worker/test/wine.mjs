// Programs under Wine, and the pipe client as something that a test can talk to.
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)
const build = process.env.LATCHKEY_WORKER_BUILD
if (!build) throw new Error('LATCHKEY_WORKER_BUILD names the folder of the built programs')

const windowsPath = (path) => `Z:${path.replaceAll('/', '\\')}`
export const programs = {
  worker: `${build}/worker/LatchkeyWorker.exe`,
  workerForTests: `${build}/worker/tests/LatchkeyWorker.exe`,
  walker: `${build}/worker/test/latchkey_walker.exe`,
  trust: `${build}/worker/test/latchkey_trust.exe`,
  serviceHand: `${build}/worker/test/latchkey_service_hand.exe`,
}

/** Runs a program to its end; never throws for its exit code. */
export async function wine(program, ...words) {
  try {
    const { stdout, stderr } = await run('wine', [program, ...words], { timeout: 90_000 })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    return { code: error.code, out: error.stdout ?? '', err: error.stderr ?? '' }
  }
}

export const trust = (pem) => wine(programs.trust, windowsPath(pem))

/**
 * The whole registry as it is now, each run of bytes as one hexadecimal word: Wine writes its files late, so that they
 * may hold what is gone already and lack what has come.
 */
export async function registry() {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-registry-'))
  try {
    const file = join(folder, 'all.reg')
    await wine('regedit', '/E', windowsPath(file))
    const text = await readFile(file, 'utf16le')
    return text.replace(/=hex(?:\(\w+\))?:[^"[]*/g, (bytes) => bytes.replace(/[,\\\s]+/g, ''))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A text in each of the forms that it may have in a file or in the registry. */
export const formsOf = (text) => [
  text,
  ...['utf8', 'utf16le'].map((encoding) => Buffer.from(text, encoding).toString('hex')),
  Buffer.from(text).toString('base64'),
]

/** Every line that any walker ever printed or was told, for the canary. */
export const heard = []

const open = new Set()

/** Ends whatever a failed test left behind. */
export async function closeAll() {
  await Promise.all([...open].map((one) => one.close()))
}

export class Walker {
  #process = spawn('wine', [programs.walker], { stdio: ['pipe', 'pipe', 'ignore'] })
  #messages = []
  #waiting = []

  constructor() {
    open.add(this)
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return
      heard.push(line)
      const message = JSON.parse(line)
      const waiting = this.#waiting.shift()
      if (waiting) waiting(message)
      else this.#messages.push(message)
    })
  }

  tell(line) {
    this.#process.stdin.write(`${line}\n`)
  }

  /** The next message, or `{t:'silence'}` where none comes. */
  next(patienceMs = 30_000) {
    const message = this.#messages.shift()
    if (message) return Promise.resolve(message)
    return new Promise((resolve) => {
      const give = (given) => {
        clearTimeout(timer)
        resolve(given)
      }
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((one) => one !== give)
        resolve({ t: 'silence' })
      }, patienceMs)
      this.#waiting.push(give)
    })
  }

  ask(line, patienceMs) {
    this.tell(line)
    return this.next(patienceMs)
  }

  async set(settings) {
    for (const [name, value] of Object.entries(settings)) {
      await this.ask(value === undefined ? `unset ${name}` : `set ${name} ${value}`)
    }
  }

  close() {
    if (!open.delete(this)) return
    this.#process.stdin.end('quit\n')
    return new Promise((resolve) => this.#process.once('exit', resolve))
  }
}

let pipes = 0

/** A worker of its own on a pipe of its own, with a client that has said hello. */
export async function openWorker(settings, hello = 'hello S-1-5-21-7-7-7-1001') {
  const pipe = `\\\\.\\pipe\\latchkey-test-${process.pid}-${++pipes}`
  const walker = new Walker()
  await walker.set({
    ServerUrl: undefined,
    PinnedSpki: undefined,
    PacUrl: undefined,
    Proxy: 'direct',
    ...settings,
  })
  const worker = spawn('wine', [programs.workerForTests, '--pipe', pipe], { stdio: 'ignore' })
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  const connected = await walker.ask(`dial ${pipe}`)
  const ready = hello ? await walker.ask(hello) : undefined
  const opened = {
    walker,
    pipe,
    connected,
    ready,
    async close() {
      await walker.close()
      if (!open.delete(opened)) return
      worker.kill('SIGKILL')
      await ended
    },
  }
  open.add(opened)
  return opened
}
