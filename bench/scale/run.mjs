// node bench/scale/run.mjs [--sizes 1000x10000,100000x1000000,1000000x10000000] [--resets N] [--pages N]
// What a reset and a page of the audit take with so many people and so many events in the store, and how large it is.
// The largest takes some six gigabytes of disk for as long as the bench runs. Writes bench/results/scale.json.
import { runBench } from '../steps.mjs'

await runBench('scale/main.ts')
