import { Secret } from '@latchkey/protocol'
import { proofQuestionsPage, questionText } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { giveProofAnswers, questionsToProve } from '../../app/prove-by-questions.ts'
import type { SignedInPerson } from '../../app/session.ts'
import type { Site } from '../site.ts'
import { personOf, SIGN_IN } from './door.ts'
import { ProofAnswersForm, ProofQuery } from './forms.ts'
import { goOn, type Onward, queryOf } from './own-proof.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true, querystring: ProofQuery } as const

/** The fresh proof of somebody who has nothing but security questions. */
export function addProofQuestions(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get('/account/proof/questions', { schema: hide }, async (request, reply) => {
    const signedIn = await personOf(site, request)
    if (!signedIn) return reply.redirect(SIGN_IN, 303)
    return await sendQuestions(site, request, reply, { signedIn, onward: request.query })
  })

  routes.post(
    '/account/proof/questions',
    { schema: { ...hide, body: ProofAnswersForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const { _csrf: _, ...form } = request.body
      const answers = Object.keys(form)
        .sort()
        .map((name) => new Secret(form[name as keyof typeof form] ?? ''))
      const step = await giveProofAnswers(deps, browserCaller(request), signedIn, answers)
      const onward = request.query
      if (step === 'stale') return reply.redirect(`/account/proof${queryOf(onward)}`, 303)
      if (step !== 'refused' && step !== 'code-needed')
        return await goOn(site, request, reply, step, onward)
      // Read again: the set that was just judged is not asked a second time.
      const again = (await personOf(site, request)) ?? signedIn
      return await sendQuestions(site, request, reply, { signedIn: again, onward, isRefused: true })
    },
  )
}

type Shown = {
  readonly signedIn: SignedInPerson
  readonly onward: Onward
  readonly isRefused?: boolean
}

async function sendQuestions(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, onward, isRefused }: Shown,
): Promise<FastifyReply> {
  const drawing = await questionsToProve(site.deps, signedIn)
  if (!drawing) return reply.redirect(`/account/proof${queryOf(onward)}`, 303)
  const props = await pageProps(site, request, signedIn)
  const page = proofQuestionsPage({
    ...props,
    csrf: reply.generateCsrf(),
    onward: queryOf(onward),
    questions: drawing.questions.map((one) => questionText(one, props.texts)),
    refusal: isRefused ? props.texts.text('page.proof-questions.refused') : undefined,
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
