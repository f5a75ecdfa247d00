import { createApi } from './api.ts'
import { eventually } from './deadline.ts'

/** Waits until `/readyz` says this to whoever watches the machine; 0 where nothing answers. */
export async function untilReadyIs(url: string, wanted: number): Promise<void> {
  await eventually(
    `readiness ${wanted}`,
    async () => ((await readiness(url)) === wanted ? true : undefined),
    60_000,
  )
}

async function readiness(url: string): Promise<number> {
  return await createApi(url)
    .call('GET', '/readyz')
    .then(
      ({ status }) => status,
      () => 0,
    )
}
