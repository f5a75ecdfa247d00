import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILTER, PROVIDER } from '../identifiers.mjs'
import { SETTINGS } from '../settings.mjs'
import { check } from './harness.mjs'
import { root } from './packages.mjs'

const LANGUAGES = ['en-US', 'fr-FR']
const read = (name) => readFileSync(join(root, name), 'utf8')
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1])

export function checkPolicies() {
  const admx = read('windows/admx/Latchkey.admx')
  const settings = all(
    read('windows/flow/configuration.cpp').split('kNames[')[1].split('};')[0],
    /u"(\w+)"/g,
  )
  const values = [...new Set(all(admx, /valueName="(\w+)"/g))]

  check('policies: template and texts are well-formed XML', () => {
    const files = ['Latchkey.admx', ...LANGUAGES.map((one) => `${one}/Latchkey.adml`)]
    const script = 'import sys, xml.dom.minidom\nfor f in sys.argv[1:]: xml.dom.minidom.parse(f)'
    execFileSync('python3', [
      '-c',
      script,
      ...files.map((file) => join(root, 'windows/admx', file)),
    ])
  })
  check('policies: the template has every setting that the add-in reads, and no other', (is) => {
    is.equal(settings.length, 14)
    is.deepEqual([...values].sort(), [...settings].sort())
  })
  check('policies: all are written under the key that the add-in reads', (is) => {
    const keys = new Set(all(admx, /<policy [^>]*key="([^"]+)"/g))
    is.deepEqual([...keys], ['Software\\Policies\\Latchkey'])
    is.ok(read('windows/provider/registry.h').includes('L"SOFTWARE\\\\Policies\\\\Latchkey"'))
  })
  for (const language of LANGUAGES)
    check(
      `policies: ${language} has each text and each box of the template, and no other`,
      (is) => {
        const adml = read(`windows/admx/${language}/Latchkey.adml`)
        const strings = [...new Set(all(admx, /\$\(string\.(\w+)\)/g))].sort()
        const boxes = [...new Set(all(admx, /\$\(presentation\.(\w+)\)/g))].sort()
        is.deepEqual(all(adml, /<string id="(\w+)"/g).sort(), strings)
        is.deepEqual(all(adml, /<presentation id="(\w+)"/g).sort(), boxes)
        is.deepEqual(all(adml, /refId="(\w+)"/g).sort(), boxes)
      },
    )
  check('policies: choices are those that the add-in understands', (is) => {
    const source = read('windows/flow/configuration.cpp')
    const known = all(source, /\{u"(\w+)", (?:UiMode|NoDomainController)::/g)
    is.deepEqual(all(admx, /<string>(\w+)<\/string>/g).sort(), known.sort())
  })
  check('policies: docs/admin-registry.md documents every value, and no other', (is) => {
    const documented = all(read('docs/admin-registry.md'), /^\| `(\w+)` \| REG_/gm)
    is.deepEqual(
      [...new Set(documented)].filter((name) => settings.includes(name)).sort(),
      [...settings].sort(),
    )
  })
  check('policies: the properties of the package become settings that the add-in reads', (is) => {
    for (const { value } of SETTINGS) is.ok(settings.includes(value), value)
  })
  check('package: the ids and names are those of the add-in', (is) => {
    const source = read('windows/provider/clsid.h')
    is.ok(source.includes(`L"${PROVIDER}"`))
    is.ok(source.includes(`L"${FILTER}"`))
    is.ok(source.includes('L"LatchkeyWorker"'))
  })
}
