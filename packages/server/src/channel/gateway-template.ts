/** What a template may name. */
export const PLACEHOLDERS = [
  'to',
  'to-digits',
  'text',
  'from',
  'id',
  'username',
  'password',
  'basic',
] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** Where a value lands: each place has an encoding of its own, or a text could become a parameter. */
export type Place = 'url' | 'form' | 'json' | 'header' | 'text'

const IN_BRACES = /\{([a-z-]+)\}/g

const ENCODE: Readonly<Record<Place, (value: string) => string>> = {
  url: encodeURIComponent,
  form: encodeURIComponent,
  // Between quotation marks that the template has: they are not part of the value.
  json: (value) => JSON.stringify(value).slice(1, -1),
  header: refuseLineBreaks,
  text: (value) => value,
}

/** The template with its placeholders filled in, each encoded for where it stands. */
export function fillTemplate(
  template: string,
  place: Place,
  values: Readonly<Record<Placeholder, string>>,
): string {
  return template.replace(IN_BRACES, (whole, name) =>
    isPlaceholder(name) ? ENCODE[place](values[name]) : whole,
  )
}

/** The names in braces that mean nothing. */
export function unknownPlaceholders(template: string): string[] {
  return [...template.matchAll(IN_BRACES)].flatMap(([, name = '']) =>
    isPlaceholder(name) ? [] : [name],
  )
}

function isPlaceholder(name: string): name is Placeholder {
  return PLACEHOLDERS.some((one) => one === name)
}

// RFC 9110 section 5.5: a line break would begin a header of its own.
function refuseLineBreaks(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '')
}
