import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs one of Samba's own tools to its end; what it says is kept for whoever has to find a fault. */
export async function runTool(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(file, [...args], { timeout: 120_000, maxBuffer: 10_000_000 })
  return stdout
}
