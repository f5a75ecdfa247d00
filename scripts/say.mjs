/** Says what is being done, on stderr: stdout belongs to the program that is started. */
export function say(text) {
  process.stderr.write(`latchkey: ${text}\n`)
}
