// node bench/timing/run.mjs [--each N]
// Whether the time of an answer tells who exists: known, unknown, disabled, unenrolled and locked people, by turns, at
// the start of a flow, the challenge, its answer and the sign-in. Writes bench/results/timing.json.
import { runBench } from '../steps.mjs'

await runBench('timing/main.ts')
