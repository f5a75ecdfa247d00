import { z } from 'zod'
import { isCountry } from '../authenticator/phone-number.ts'
import { PLACEHOLDERS, unknownPlaceholders } from '../channel/gateway-template.ts'
import { isThisMachine, unbracketed } from '../host.ts'
import { certificate, key, line, type Situation, secret, wholeNumber } from './fields.ts'

/** Text messages: off until a gateway is named. */
export function sms(situation: Situation) {
  return z.strictObject({
    'home-country': key(country().optional(), {
      description:
        'Country of numbers that are written without one, and the one that messages may go to without a rule.',
      expected: 'two letters of ISO 3166, such as "FR"',
      absent: 'none: numbers begin with `+`',
    }),
    others: key(z.enum(['refuse', 'allow']).default('refuse'), {
      description:
        'Whether numbers of other countries get messages where no rule is about them. Every country that is open is one where somebody may earn by having us write to their own number.',
      expected: '"refuse" or "allow"',
    }),
    country: z.array(rule()).max(300).default([]),
    gateway: z.array(gateway(situation)).min(1).max(3),
  })
}

function rule() {
  return z.strictObject({
    prefix: key(z.string().regex(/^\+[1-9]\d{0,13}$/), {
      description: 'How numbers begin that the rule is about. The longest prefix decides.',
      expected: 'a calling code or more of a number, such as "+33"',
      absent: 'required in this table',
    }),
    rule: key(z.enum(['allow', 'refuse']).default('allow'), {
      description: 'Whether they get messages.',
      expected: '"allow" or "refuse"',
    }),
    sender: key(sender().optional(), {
      description: 'Whom messages there come from, where it is not the sender of the gateway.',
      expected: SENDER,
      absent: 'the `sender` of the gateway',
    }),
    'per-hour': key(wholeNumber(1, 1_000_000).optional(), {
      description: 'How many codes all these numbers get in an hour together.',
      expected: 'a whole number from 1 to 1000000',
      absent: '`100`, in the home country `1000`',
    }),
  })
}

const SENDER = 'a number, or at most eleven letters and digits'
const TEMPLATE = `text, with ${PLACEHOLDERS.map((name) => `{${name}}`).join(', ')} filled in`

function gateway(situation: Situation) {
  return z.strictObject({
    preset: key(z.enum(['kannel']).optional(), {
      description:
        '`kannel` knows the `sendsms` page of Kannel: then `url` is the address of that page, and the rest follows.',
      expected: '"kannel"',
      absent: 'none',
    }),
    url: key(gatewayUrl(), {
      description:
        'Address of the gateway, a template. Over https, with its certificate checked, unless it is on this machine: codes cross it.',
      expected: `an https: address, or an http: one of this machine; ${TEMPLATE} after the host`,
      absent: 'required in this table',
    }),
    method: key(z.enum(['GET', 'POST', 'PUT']).optional(), {
      description: 'How it is asked.',
      expected: '"GET", "POST" or "PUT"',
      absent: '`POST`; `GET` with the preset `kannel`',
    }),
    headers: key(z.array(header()).max(20).default([]), {
      description:
        'Further headers, templates too: `{basic}` is the account as RFC 7617 wants it after `Basic`.',
      expected: 'a list of texts such as "Authorization: Bearer {password}", without {text}',
    }),
    body: key(template().optional(), {
      description: 'What is sent, a template. Values are encoded for `body-kind`.',
      expected: TEMPLATE,
      absent: 'none',
    }),
    'body-kind': key(z.enum(['form', 'json', 'text']).default('json'), {
      description: 'What the body is; quotation marks of JSON are part of the template.',
      expected: '"form", "json" or "text"',
    }),
    statuses: key(z.array(wholeNumber(200, 299)).min(1).optional(), {
      description: 'Answers of HTTP that mean yes.',
      expected: 'a list of numbers from 200 to 299',
      absent: '`[200, 201, 202]`; `[202]` with the preset `kannel`',
    }),
    answer: key(pattern().optional(), {
      description:
        'What the body of a yes must match, a regular expression: some gateways say 200 to everything.',
      expected: 'a regular expression',
      absent: 'none; `^(0: Accepted|3: Queued)` with the preset `kannel`',
    }),
    sender: key(sender().optional(), {
      description: 'Whom messages come from.',
      expected: SENDER,
      absent: 'none',
    }),
    username: key(line().optional(), {
      description: 'Account at the gateway.',
      expected: 'a line of text',
      absent: 'none',
    }),
    password: key(secret(situation).optional(), {
      description: 'Its password, or the token where a gateway has only that.',
      expected: '"file:/path" or "env:NAME"',
      absent: 'none',
      secret: true,
    }),
    ca: key(certificate(situation).optional(), {
      description: 'Authority that the certificate of the gateway comes from, in PEM form.',
      expected: '"file:/path" or "env:NAME"',
      absent: "the system's authorities",
    }),
  })
}

function country() {
  return z.string().refine(isCountry)
}

// Networks drop what else a sender may be, and nobody would know why nothing arrives.
function sender() {
  return z.string().regex(/^(\+?\d{3,15}|[A-Za-z0-9 ]{1,11})$/)
}

function template(longest = 4_000) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => unknownPlaceholders(text).length === 0)
}

function gatewayUrl() {
  return template(2_000).refine((text) => {
    const [origin = '', rest = ''] = splitAtPath(text)
    const url = URL.parse(origin)
    // A host that is a template would send the account wherever a number leads.
    if (!url || origin.includes('{') || rest.includes('#') || url.username !== '') return false
    const isHere = isThisMachine(unbracketed(url.hostname))
    return url.protocol === 'https:' || (url.protocol === 'http:' && isHere)
  })
}

function splitAtPath(text: string): [string, string] {
  const end = /^[a-z]+:\/\/[^/?#]*/.exec(text)?.[0].length ?? 0
  return [text.slice(0, end), text.slice(end)]
}

// RFC 9110 section 5.6.2 for the name. No text of a message in a header: it has letters that none may hold.
function header() {
  return template(1_000).refine(
    (text) => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+:[\x20-\x7e]*$/.test(text) && !text.includes('{text}'),
  )
}

function pattern() {
  return line(500).refine((text) => {
    try {
      return new RegExp(text, 'm').source.length > 0
    } catch {
      return false
    }
  })
}
