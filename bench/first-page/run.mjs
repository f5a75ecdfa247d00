// node bench/first-page/run.mjs [--rounds N] [--seconds N]
// Requests a second for the first page of the portal, by turns with a bare Fastify that answers as many bytes with the
// same headers. Writes bench/results/first-page.json.
import { runBench } from '../steps.mjs'

await runBench('first-page/main.ts')
