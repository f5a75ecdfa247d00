import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { openTrial } from '../../worker/test/trial.mjs'
import { MSI_NAME } from '../build-msi.mjs'
import { root } from './packages.mjs'

/**
 * What a person gets who opens the page /windows of a running server, the address of which its administrator had
 * written into the packages in `from`: page, packages and sums. The server is gone when this ends.
 */
export async function fetchServed({ from, room, signer }) {
  execFileSync(process.execPath, ['scripts/run.mjs', 'build'], { cwd: root, stdio: 'ignore' })
  const bundle = join(root, 'dist/latchkey.mjs')
  const data = join(room, 'server')
  const server = await openTrial(bundle, data)
  try {
    putAddress({ bundle, data, from, url: server.url, signer })
    const ask = (path) => download(`${server.url}${path}`, server.authority)
    const page = (await ask('/windows')).toString('utf8')
    const found = { url: server.url, page, x64: undefined, x86: undefined }
    for (const arch of ['x64', 'x86']) {
      const folder = join(room, 'my downloads', arch)
      const bytes = await ask(linkTo(page, arch))
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, MSI_NAME), bytes)
      found[arch] = { folder, sha256: createHash('sha256').update(bytes).digest('hex') }
    }
    return found
  } finally {
    await server.close()
  }
}

function putAddress({ bundle, data, from, url, signer }) {
  const words = ['windows', 'package', '--dev', '--url', url, '--from', from]
  const signing = ['--certificate', signer.certificate, '--key', signer.key]
  const env = { ...process.env, LATCHKEY__DATA__DIR: data }
  execFileSync(process.execPath, [bundle, ...words, ...signing], { env })
}

function linkTo(page, arch) {
  const link = [...page.matchAll(/href="([^"]+)"/g)]
    .map((match) => match[1])
    .find((one) => one.includes(`/${arch}/`))
  if (link === undefined) throw new Error(`the page has no link to the package for ${arch}`)
  return link
}

// With the authority that the page itself names, and no other.
function download(url, authority) {
  return new Promise((resolve, reject) => {
    const asked = get(url, { ca: readFileSync(authority) }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(parts))
        else reject(new Error(`${url} gave ${response.statusCode}`))
      })
    })
    asked.on('error', reject)
  })
}
