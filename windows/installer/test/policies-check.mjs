import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FILTER, PROVIDER } from '../identifiers.mjs'
import { SETTINGS } from '../settings.mjs'
import { check } from './harness.mjs'
import { root } from './packages.mjs'

const LANGUAGES = ['en-US', 'fr-FR']
const CONTROLS = { text: 'textBox', multiText: 'multiTextBox', enum: 'dropdownList' }
const read = (name) => readFileSync(join(root, name), 'utf8')
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1])

export function checkPolicies() {
  const admx = read('windows/admx/Latchkey.admx')
  const settings = all(
    read('windows/flow/configuration.cpp').split('kNames[')[1].split('};')[0],
    /u"(\w+)"/g,
  )
  const ofPackage = SETTINGS.filter((one) => one.isOfPackage).map((one) => one.value)
  const wanted = [...settings, ...ofPackage].sort()
  const values = [...new Set(all(admx, /valueName="(\w+)"/g))]

  check('policies: template and texts keep to what Windows takes in them', () => {
    keepsTo('admx.rng', 'Latchkey.admx')
    for (const language of LANGUAGES) keepsTo('adml.rng', `${language}/Latchkey.adml`)
  })
  check('policies: a misspelt name in the template does not keep to it', (is) => {
    const wrong = admx.replace('<multiText ', '<multitext ')
    is.notEqual(wrong, admx)
    is.throws(() => validate('admx.rng', wrong), /multitext/)
  })
  check('policies: the template has every setting that is read, and no other', (is) => {
    is.equal(settings.length, 14)
    is.deepEqual([...values].sort(), wanted)
  })
  check('policies: every choice and box in the template has the control that suits it', (is) => {
    for (const [, id, kind] of admx.matchAll(
      /presentation="\$\(presentation\.(\w+)\)"[\s\S]*?<elements>\s*<(\w+) /g,
    ))
      for (const language of LANGUAGES) {
        const adml = read(`windows/admx/${language}/Latchkey.adml`)
        const shown = new RegExp(`<presentation id="${id}">\\s*<(\\w+) refId="${id}"`).exec(
          adml,
        )?.[1]
        is.equal(shown, CONTROLS[kind], `${id} in ${language}`)
      }
  })
  check('policies: one text is not taken for another language', (is) => {
    const [english, french] = LANGUAGES.map(
      (language) =>
        new Map(
          read(`windows/admx/${language}/Latchkey.adml`)
            .matchAll(/<string id="(\w+)">([^<]*)</g)
            .map((match) => [match[1], match[2]]),
        ),
    )
    const same = [...english].filter(([id, text]) => french.get(id) === text).map(([id]) => id)
    is.deepEqual(same, ['Latchkey', 'Proxy'])
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
    known.push('LocalService', 'NetworkService')
    is.deepEqual(all(admx, /<string>(\w+)<\/string>/g).sort(), known.sort())
  })
  check('policies: docs/admin-registry.md documents every value, and no other', (is) => {
    const documented = all(read('docs/admin-registry.md'), /^\| `(\w+)` \| REG_/gm)
    is.deepEqual([...new Set(documented)].filter((name) => wanted.includes(name)).sort(), wanted)
  })
  check('policies: the properties of the package become settings that the add-in reads', (is) => {
    for (const { value } of SETTINGS) is.ok(wanted.includes(value), value)
    is.deepEqual(ofPackage, ['WorkerAccount'])
  })
  check('package: the ids and names are those of the add-in', (is) => {
    const source = read('windows/provider/clsid.h')
    is.ok(source.includes(`L"${PROVIDER}"`))
    is.ok(source.includes(`L"${FILTER}"`))
    is.ok(source.includes('L"LatchkeyWorker"'))
  })
}

function keepsTo(schema, name) {
  validate(schema, read(`windows/admx/${name}`))
}

function validate(schema, text) {
  const rules = join(root, 'windows/installer/test', schema)
  execFileSync('xmllint', ['--noout', '--relaxng', rules, '-'], { input: text, stdio: 'pipe' })
}
