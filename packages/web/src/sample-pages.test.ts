import { LOCALES } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { passkeyScriptPath } from './client/passkey-script.ts'
import { samplePages } from './sample-pages.ts'

const pages = LOCALES.flatMap((locale) =>
  Object.entries(samplePages(locale)).map(
    ([name, html]) => [`${locale} ${name}`, locale, html] as const,
  ),
)

const tagsOf = (html: string, name: string) =>
  html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? []
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]

describe.each(pages)('page %s', (_, locale, html) => {
  test('is a whole document in its language with one of each landmark and one heading', () => {
    expect(html.startsWith(`<!doctype html><html lang="${locale}"`)).toBe(true)
    for (const name of ['title', 'main', 'header', 'footer', 'h1'])
      expect([name, tagsOf(html, name).length]).toEqual([name, 1])
  })

  test('carries nothing that a strict policy forbids: no script but our own file, no style, no handler', () => {
    const others = html.replaceAll(`<script src="${passkeyScriptPath}" defer></script>`, '')
    expect(others).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|javascript:/i)
  })

  test('labels every field that can be seen', () => {
    const labels = tagsOf(html, 'label').map((tag) => attribute(tag, 'for'))
    const seen = tagsOf(html, 'input').filter((tag) => !/type="(hidden|radio)"/.test(tag))
    for (const tag of seen) expect(labels).toContain(attribute(tag, 'id'))
  })

  test('describes fields by elements that are there, and gives no id twice', () => {
    const ids = (html.match(/\sid="([^"]*)"/g) ?? []).map((text) => text.slice(5, -1))
    expect(new Set(ids).size).toBe(ids.length)
    const named = (html.match(/aria-describedby="([^"]*)"/g) ?? []).flatMap((text) =>
      text.slice(18, -1).split(' '),
    )
    for (const id of named) expect(ids).toContain(id)
  })

  test('has the CSRF token in every form that posts', () => {
    const forms = html.match(/<form\b.*?<\/form>/gs) ?? []
    for (const form of forms.filter((text) => text.includes('method="post"')))
      expect(form).toContain('<input type="hidden" name="_csrf" value="csrf-sample"/>')
  })

  test('offers the other language under its own name', () => {
    const [lang, name] = locale === 'en' ? ['fr', 'Français'] : ['en', 'English']
    expect(html).toMatch(new RegExp(`<a href="/[^"]*lang=${lang}" lang="${lang}"[^>]*>${name}</a>`))
  })
})
