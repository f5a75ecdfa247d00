import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import type { AuditFilter } from './audit-props.ts'

type AuditFilterFormProps = { readonly filter: AuditFilter; readonly texts: Texts }

export function AuditFilterForm({ filter, texts }: AuditFilterFormProps): JSX.Element {
  return (
    <form
      method="get"
      action="/admin/audit"
      class="filter"
      aria-label={texts.text('page.audit.filter.label')}
    >
      <div class="field">
        <label for="person">{texts.text('page.audit.filter.person')}</label>
        <input
          type="text"
          id="person"
          name="person"
          value={filter.person}
          maxlength={256}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="auto"
        />
      </div>{' '}
      <Day name="from" label={texts.text('page.audit.filter.from')} value={filter.from} />{' '}
      <Day name="to" label={texts.text('page.audit.filter.to')} value={filter.to} />{' '}
      <button type="submit" class="secondary">
        {texts.text('page.audit.filter.submit')}
      </button>{' '}
      <a href="/admin/audit">{texts.text('page.audit.filter.clear')}</a>
    </form>
  )
}

// Old browsers draw a date field as a text field: the form to type is in the placeholder.
function Day(props: { name: 'from' | 'to'; label: string; value: string }): JSX.Element {
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <input
        type="date"
        id={props.name}
        name={props.name}
        value={props.value}
        placeholder="2026-12-31"
      />
    </div>
  )
}
