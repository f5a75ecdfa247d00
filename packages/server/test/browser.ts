import type { Fixture } from './fixture.ts'

/** A page as a browser has it. */
export type Page = {
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly html: string
}

type Fields = Readonly<Record<string, string>>

/** A browser without scripts: cookies, redirects, forms with their hidden fields. */
export type Browser = {
  readonly cookies: ReadonlyMap<string, string>
  /** The Set-Cookie headers so far. */
  readonly setCookies: readonly string[]
  open(path: string): Promise<Page>
  /** Sends the form of a page that posts to `action`, its hidden fields with it; the first one without an action. */
  submit(page: Page, fields?: Fields, action?: string): Promise<Page>
  /** Posts exactly these fields, whatever a page says; follows nothing. */
  post(path: string, fields: Fields | string, headers?: Fields): Promise<Page>
}

type Habits = { readonly from?: string; readonly language?: string }

export function openBrowser(fixture: Fixture, habits: Habits = {}): Browser {
  const { from = '127.0.0.1', language = 'en' } = habits
  const cookies = new Map<string, string>()
  const setCookies: string[] = []
  const request = async (method: 'GET' | 'POST', path: string, more: Sent = {}): Promise<Page> => {
    const response = await fixture.app.inject({
      method,
      url: path,
      remoteAddress: from,
      headers: {
        accept: 'text/html',
        'accept-language': language,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...more.headers,
      },
      ...(more.payload !== undefined && { payload: more.payload }),
    })
    setCookies.push(...[response.headers['set-cookie'] ?? []].flat())
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0 || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      path,
      status: response.statusCode,
      headers: response.headers,
      html: response.body,
    }
  }
  const follow = async (page: Page): Promise<Page> => {
    const { location } = page.headers
    if (page.status !== 303 || typeof location !== 'string') return page
    return await follow(await request('GET', location))
  }
  const post: Browser['post'] = (path, fields, headers = {}) =>
    request('POST', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    })
  return {
    cookies,
    setCookies,
    post,
    open: async (path) => await follow(await request('GET', path)),
    submit: async (page, fields = {}, action) => {
      const form = formsOf(page).find((one) => action === undefined || one.action === action)
      if (!form) throw new Error(`no form on ${page.path} (${page.status})`)
      return await follow(await post(form.action, { ...form.hidden, ...fields }))
    },
  }
}

type Sent = { readonly headers?: Fields; readonly payload?: string }
type Form = { readonly action: string; readonly hidden: Fields }

/** The forms of a page, with what is hidden in them. */
export function formsOf({ html }: Page): Form[] {
  return [...html.matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', inside = '']) => ({
      action: unescaped(action),
      hidden: Object.fromEntries(
        [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
          ([, name = '', value = '']) => [name, unescaped(value)],
        ),
      ),
    }),
  )
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}

/** The heading of a page. */
export function headingOf({ html }: Page): string {
  return /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, '') ?? ''
}
