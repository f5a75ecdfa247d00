// node bench/reset/run.mjs [--rounds N] [--seconds N]
// Complete resets a second on the embedded directory with 1, 8 and 32 people at once, by turns with better-auth's own
// reset and with nothing but the argon2id hashes that one reset needs. Writes bench/results/reset.json.
import { runBench } from '../steps.mjs'

await runBench('reset/main.ts', { peers: true })
