// node bench/start/run.mjs [--runs N]
// From starting the process to the line that says it is ready, with the store already there, and its memory then.
// Beside it Node alone, which starts and does nothing. Writes bench/results/start.json.
import { runBench } from '../steps.mjs'

await runBench('start/main.ts')
