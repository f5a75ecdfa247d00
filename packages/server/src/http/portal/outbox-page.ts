import { outboxPage, questionText } from '@latchkey/web'
import type { FastifyInstance } from 'fastify'
import { isForPeople } from '../problem.ts'
import type { Site, Trial } from '../site.ts'
import { pageProps } from './page-props.ts'

/** The trial's outbox: what mail and apps would show. Outside a trial this address does not exist. */
export function addOutboxPage(app: FastifyInstance, site: Site, trial: Trial): void {
  app.get('/dev/outbox', { schema: { hide: true } }, async (request, reply) => {
    const messages = trial.messages()
    if (!isForPeople(request))
      return reply.send(
        messages.map((one) => ({ ...one, sentAt: new Date(one.sentAt).toISOString() })),
      )
    const props = await pageProps(site, request)
    const answers = await trial.answers()
    const page = outboxPage({
      ...props,
      messages,
      linkBases: [site.publicUrl],
      apps: await trial.apps(),
      recoveryCodes: await trial.recoveryCodes(),
      answers: answers.map(({ question, ...one }) => ({
        ...one,
        question: questionText(question, props.texts),
      })),
    })
    return reply.type('text/html; charset=utf-8').send(page)
  })
}
