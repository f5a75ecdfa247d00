import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { expect, test } from 'vitest'
import { createApi } from '../environments/api.ts'
import { startTrial } from '../environments/server.ts'

test('the trial speaks TLS that its own authority vouches for', async () => {
  await using server = await startTrial()
  const ca = readFileSync(join(server.dir, 'trial-ca.pem'), 'utf8')
  const { port } = new URL(server.httpsUrl)
  for (const host of ['localhost', '127.0.0.1'])
    expect(
      (await createApi(`https://${host}:${port}`, { ca }).call('GET', '/healthz')).status,
    ).toBe(200)
})

test('nobody else vouches for it', async () => {
  await using server = await startTrial()
  const refused = await new Promise<string>((resolve, reject) => {
    get(`${server.httpsUrl}/`, () => reject(new Error('it was believed'))).once('error', (error) =>
      resolve('code' in error ? String(error.code) : error.message),
    )
  })
  expect(refused).toMatch(/SELF_SIGNED|UNABLE_TO/)
})

test('TLS older than 1.2 is refused, and the suite of Windows 7 is taken', async () => {
  await using server = await startTrial()
  const port = Number(new URL(server.httpsUrl).port)
  const ca = readFileSync(join(server.dir, 'trial-ca.pem'), 'utf8')
  const shakeHands = (options: object) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ host: 'localhost', port, ca, servername: 'localhost', ...options })
      socket.once('secureConnect', () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`)
        socket.destroy()
      })
      socket.once('error', reject)
    })
  const windows7 = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA256' }
  expect(await shakeHands(windows7)).toBe('TLSv1.2 ECDHE-RSA-AES128-SHA256')
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }
  await expect(shakeHands(old)).rejects.toThrow()
})
