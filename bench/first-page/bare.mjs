// Fastify with one route and nothing else: a text of BARE_BYTES bytes as HTML.
import Fastify from 'fastify'

const page = 'x'.repeat(Number(process.env.BARE_BYTES))
const app = Fastify()
app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
await app.listen({ host: '127.0.0.1', port: 0 })
process.send({ port: app.server.address().port })
process.on('SIGTERM', () => process.exit(0))
process.stdout.write('{"event":"server.ready"}\n')
