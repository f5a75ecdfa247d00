import { readFile } from 'node:fs/promises'
import { windowsPage } from '@latchkey/web'
import type { FastifyInstance } from 'fastify'
import { ARCHITECTURES, PACKAGE_FILE } from '../../windows/packages.ts'
import { createServedPackages } from '../../windows/served-packages.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../site.ts'
import { pageProps } from './page-props.ts'

const hide = { hide: true } as const

/** The Windows add-in: a page for whoever installs it, and the packages themselves. Open to everybody. */
export function addWindows(app: FastifyInstance, site: Site): void {
  const packages = createServedPackages(site.windows)
  const authority = site.trial?.authority

  app.get('/windows', { schema: hide }, async (request, reply) => {
    const page = windowsPage({
      ...(await pageProps(site, request)),
      file: PACKAGE_FILE,
      packages: await packages.list(),
      hasTrialAuthority: authority !== undefined,
    })
    return reply.type('text/html; charset=utf-8').send(page)
  })

  for (const architecture of ARCHITECTURES)
    app.get(
      `/windows/${architecture}/${PACKAGE_FILE}`,
      { schema: hide },
      async (request, reply) => {
        const found = await packages.open(architecture)
        if (!found) return await sendProblem(site, request, reply, 'not-found')
        return reply
          .type('application/x-msi')
          .header('content-length', found.bytes)
          .header('content-disposition', `attachment; filename="${PACKAGE_FILE}"`)
          .send(found.stream)
      },
    )

  if (authority === undefined) return
  app.get('/windows/trial-ca.pem', { schema: hide }, async (_request, reply) =>
    reply
      .type('application/x-pem-file')
      // Windows opens a .crt, and does not know what to do with a .pem.
      .header('content-disposition', 'attachment; filename="latchkey-trial-ca.crt"')
      .send(await readFile(authority, 'utf8')),
  )
}
