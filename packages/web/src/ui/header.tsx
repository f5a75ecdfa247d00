import { LOCALES, type Locale } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { createTexts } from '../i18n/texts.ts'
import { addQuery, pathOf } from './address.ts'
import { Mark } from './icon.tsx'
import type { PageProps } from './page-props.ts'

export function Header({ page }: { page: PageProps }): JSX.Element {
  return (
    <header>
      <Mark />
      <strong>{page.organisation}</strong>
      {page.signedIn && <Navigation page={page} />}
      <LanguageSwitch page={page} />
    </header>
  )
}

function Navigation({ page }: { page: PageProps }): JSX.Element {
  const { texts, signedIn } = page
  return (
    <nav aria-label={texts.text('page.navigation.label')}>
      <a href="/account" aria-current={here(page, '/account')}>
        {texts.text('page.navigation.account')}
      </a>
      {signedIn?.isAdministrator && (
        <>
          {' '}
          <a href="/admin/audit" aria-current={here(page, '/admin/audit')}>
            {texts.text('page.navigation.audit')}
          </a>{' '}
          <a href="/admin/machines" aria-current={here(page, '/admin/machines')}>
            {texts.text('page.navigation.machines')}
          </a>
        </>
      )}
    </nav>
  )
}

function here(page: PageProps, path: string): 'page' | undefined {
  return pathOf(page.path) === path ? 'page' : undefined
}

function LanguageSwitch({ page }: { page: PageProps }): JSX.Element {
  const others = LOCALES.filter((locale) => locale !== page.locale)
  return (
    <nav aria-label={page.texts.text('page.language.label')}>
      {others.map((locale) => (
        <a key={locale} href={addQuery(page.path, 'lang', locale)} lang={locale} hreflang={locale}>
          {nameOf(locale)}
        </a>
      ))}
    </nav>
  )
}

// Each language under its own name: whoever looks for it can't read the other one.
function nameOf(locale: Locale): string {
  return createTexts(locale).text('page.language.name')
}
