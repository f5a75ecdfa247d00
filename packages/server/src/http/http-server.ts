import { randomBytes } from 'node:crypto'
import type { Server } from 'node:https'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import Fastify, {
  type FastifyHttpsOptions,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { addApi } from './api/api.ts'
import { addAssets } from './assets.ts'
import { createClientErrorHandler } from './client-error.ts'
import { addHealth } from './health.ts'
import { checkHost } from './host-check.ts'
import { answerOtherMethods, rememberMethods } from './method-check.ts'
import { refuseWhenOverloaded } from './overload.ts'
import { addPortal } from './portal/portal.ts'
import { answerProblems, answerUndecodable } from './problem.ts'
import { logRequests } from './request-log.ts'
import type { Site } from './site.ts'

export type Tls = { readonly cert: string; readonly key: string }

const BODY_LIMIT = 32 * 1024
const HEADER_LIMIT = 16 * 1024
const YEAR_SECONDS = 365 * 24 * 3600

const newRequestId = () => `req_${randomBytes(9).toString('base64url')}`

/** The whole site behind one listener: parses, knows the caller, renders; decides nothing. */
export async function createHttpServer(site: Site, tls?: Tls): Promise<FastifyInstance> {
  const app = createFastify(site, tls)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerProblems(app, site)
  const known = rememberMethods(app)
  hangUpWhenClosing(app)
  logRequests(app, site)
  checkHost(app, site)
  await app.register(helmet, securityHeaders(site))
  await app.register(cookie)
  refuseWhenOverloaded(app, site)
  addHealth(app, site)
  addAssets(app)
  await app.register((api) => addApi(api, site))
  await app.register((portal) => addPortal(portal, site))
  answerOtherMethods(app, site, known)
  return app
}

// A connection that is kept alive past its last answer would hold the process for a minute.
function hangUpWhenClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

/** A listener without routes, with every bound that ours have. */
export function createFastify(
  site: Pick<Site, 'publicUrl' | 'trustedProxies'>,
  tls: Tls | undefined,
): FastifyInstance {
  const options: FastifyServerOptions = {
    bodyLimit: BODY_LIMIT,
    // Forwarded headers count from configured proxies only: else anyone writes any address into the audit.
    trustProxy: site.trustedProxies.length > 0 ? [...site.trustedProxies] : false,
    genReqId: newRequestId,
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: answerUndecodable(site),
    clientErrorHandler: createClientErrorHandler(site.publicUrl, newRequestId),
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    return503OnClosing: true,
  }
  if (!tls) return Fastify({ ...options, http: { maxHeaderSize: HEADER_LIMIT } })
  const https = { ...tls, ...TLS_FLOOR, maxHeaderSize: HEADER_LIMIT }
  const secure: FastifyHttpsOptions<Server> = { https }
  // as: every route of ours is the same over https; only the type of the raw server differs.
  return Fastify({
    ...options,
    ...secure,
  } as FastifyHttpsOptions<Server>) as unknown as FastifyInstance
}

// TLS 1.2 and 1.3, with the suites that SCHANNEL of Windows 7 has for an RSA leaf kept on.
const TLS_FLOOR = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES128-SHA256',
    'ECDHE-RSA-AES256-SHA384',
    'ECDHE-RSA-AES256-SHA',
    'ECDHE-RSA-AES128-SHA',
  ].join(':'),
  honorCipherOrder: true,
} as const

function securityHeaders({ sendsHsts }: Site) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // A link's token must not travel on to wherever its page leads.
    referrerPolicy: { policy: 'no-referrer' },
    hsts: sendsHsts ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    originAgentCluster: true,
  } as const
}
