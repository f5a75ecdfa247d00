// The machine's limit: argon2id as the embedded directory asks for it, and nothing around it.
import { hash, verify } from '@node-rs/argon2'

const COST = { memoryCost: 19456, timeCost: 2, parallelism: 1, algorithm: 2 }
const upTo = (count) => Array.from({ length: count }, (_, n) => n)
const remembered = Number(process.env.REMEMBERED)
const kept = await Promise.all(upTo(remembered).map((n) => hash(`Earlier-Passw0rd-${n}`, COST)))

process.on('message', async () => {
  await Promise.all([
    hash('Copper-Lantern-42', COST),
    ...kept.map((one) => verify(one, 'Copper-Lantern-42')),
  ])
  process.send('hashed')
})
process.on('SIGTERM', () => process.exit(0))
process.stdout.write('{"event":"server.ready"}\n')
