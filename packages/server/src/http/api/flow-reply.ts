import type { Step } from '@latchkey/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FlowAnswer } from '../../app/flow-answer.ts'
import { sendProblem } from '../problem.ts'
import { renderStep } from '../render-step.ts'
import type { Site } from '../site.ts'

type View = Extract<FlowAnswer, { view: unknown }>['view']

/** The wire's Step, in the language that its flow began in. */
export async function stepOf(site: Site, view: NonNullable<View>): Promise<Step> {
  return renderStep(view, await site.deps.policy.read(), view.locale)
}

/** The next step as JSON, or the problem with the step where the flow goes on. */
export async function sendAnswer(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: FlowAnswer,
): Promise<FastifyReply> {
  if (!('problem' in answer)) return reply.send({ step: await stepOf(site, answer.view) })
  const nextStep = answer.view && (await stepOf(site, answer.view))
  return await sendProblem(site, request, reply, answer.problem, {
    ...(nextStep && { nextStep }),
    retryAfterMs: answer.retryAfterMs,
  })
}
