import type { AnswerMistake } from '@latchkey/core'
import { type AuthenticatorId, Secret } from '@latchkey/protocol'
import { questionsPage, questionText } from '@latchkey/web'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { enrolQuestions, offerQuestions } from '../../app/enrol-questions.ts'
import type { SignedInPerson } from '../../app/session.ts'
import type { Site } from '../site.ts'
import { personOf, SIGN_IN } from './door.ts'
import { toSay } from './enrolment.ts'
import { AddQuery, QuestionsForm } from './forms.ts'
import { browserCaller, pageProps } from './page-props.ts'

const hide = { hide: true } as const

/** The page where people choose security questions and answer them. */
export function addOwnQuestions(app: FastifyInstance, site: Site): void {
  const { deps } = site
  const routes = app.withTypeProvider<ZodTypeProvider>()

  routes.get(
    '/account/questions',
    { schema: { ...hide, querystring: AddQuery } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const replaces = idOf(request.query.replaces)
      return await sendQuestions(site, request, reply, { signedIn, replaces })
    },
  )

  routes.post(
    '/account/questions',
    { schema: { ...hide, body: QuestionsForm } },
    async (request, reply) => {
      const signedIn = await personOf(site, request)
      if (!signedIn) return reply.redirect(SIGN_IN, 303)
      const replaces = idOf(request.body.replaces)
      const answers = answersIn(request.body)
      const given = { answers, replaces }
      const outcome = await enrolQuestions(deps, browserCaller(request), signedIn, given)
      if (typeof outcome === 'string') return toSay(reply, outcome, '/account/questions')
      const chosen = answers.map(({ question }) => question)
      return await sendQuestions(site, request, reply, { signedIn, replaces, chosen, ...outcome })
    },
  )
}

// as: the schemas asked for the prefix.
function idOf(replaces: string | undefined): AuthenticatorId | undefined {
  return replaces as AuthenticatorId | undefined
}

const PLACES = [1, 2, 3, 4, 5] as const

function answersIn(form: z.infer<typeof QuestionsForm>) {
  return PLACES.map((place) => ({
    question: form[`question-${place}`] ?? '',
    answer: new Secret(form[`answer-${place}`] ?? ''),
  }))
}

type Shown = Partial<AnswerMistake> & {
  readonly signedIn: SignedInPerson
  readonly replaces: AuthenticatorId | undefined
  readonly chosen?: readonly string[]
}

async function sendQuestions(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { signedIn, replaces, chosen = [], at = 0, mistake }: Shown,
): Promise<FastifyReply> {
  const offer = await offerQuestions(site.deps, signedIn, replaces)
  const here = `/account/questions${replaces === undefined ? '' : `?replaces=${replaces}`}`
  if (typeof offer === 'string') return toSay(reply, offer, here)
  const props = await pageProps(site, request, signedIn)
  const { texts } = props
  const page = questionsPage({
    ...props,
    csrf: reply.generateCsrf(),
    offered: offer.questions.map((one) => ({ id: one.id, text: questionText(one, texts) })),
    chosen: Array.from({ length: offer.register }, (_, place) => chosen[place]),
    replaces,
    ...(mistake && {
      refusal: texts.text(`page.questions.refused.${mistake}`, { number: at + 1 }),
      refused: { at, field: mistake.startsWith('question-') ? 'question' : 'answer' },
    }),
  })
  return reply.type('text/html; charset=utf-8').send(page)
}
