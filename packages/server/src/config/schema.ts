import { POLICY_DEFAULTS } from '@latchkey/core'
import { AUTHENTICATOR_KINDS, PURPOSES } from '@latchkey/protocol'
import { z } from 'zod'
import { DEFAULT_KINDS } from './defaults.ts'
import { directories } from './directory-schema.ts'
import {
  absolutePath,
  certificate,
  devOnly,
  endpoint,
  key,
  line,
  mailAddress,
  mailbox,
  mailDomain,
  network,
  privateKey,
  publicUrl,
  type Situation,
  secret,
  storeUrl,
  table,
  wholeNumber,
} from './fields.ts'
import { sms } from './sms-schema.ts'

/** Everything that `latchkey.toml` may say. The reference page and the environment's names come from it. */
export function settingsSchema(situation: Situation) {
  return z.strictObject({
    dev: key(z.boolean().default(false), {
      description:
        'Makes this a trial: seeded people, an outbox page instead of mail, loopback addresses only. `--dev` says the same.',
      expected: 'true or false',
    }),
    http: http(situation),
    https: https(situation),
    data: data(situation),
    trial: trial(situation),
    ops: ops(situation),
    store: store(situation),
    keys: keys(),
    directory: directories(situation),
    'first-run': table({
      smtp: smtp(situation).optional(),
      sms: sms(situation).optional(),
      policy: policy(),
    }),
  })
}

/** What was read, in the words of the file. */
export type Settings = z.output<ReturnType<typeof settingsSchema>>

const PORT = 'a port from 0 to 65535'
const ADDRESS = 'an address with a port, such as "0.0.0.0:443" or "[::1]:8080"'

function http(situation: Situation) {
  return table({
    listen: key(endpoint(situation).optional(), {
      description: 'Address and port that browsers and machines reach.',
      expected: ADDRESS,
      absent: 'required outside a trial',
    }),
    'public-url': key(publicUrl(situation), {
      description:
        'What people type. Links in mails and the accepted Host come from it, and from nothing else.',
      expected: 'an origin without a path, such as "https://reset.example.org"',
      absent: 'required outside a trial; `http://localhost:PORT` in one',
    }),
    certificate: key(certificate(situation).optional(), {
      description: 'Certificate for TLS, with its chain, in PEM form.',
      expected: '"file:/path" or "env:NAME"',
      absent: 'none: a proxy in front speaks TLS',
    }),
    key: key(privateKey(situation).optional(), {
      description: "The certificate's private key, in PEM form.",
      expected: '"file:/path" or "env:NAME"',
      absent: 'none',
      secret: true,
    }),
    'trusted-proxies': key(z.array(network()).default([]), {
      description:
        'Proxies whose `X-Forwarded-For` is believed. From anyone else it is ignored, or a caller could choose the address that throttles and audit see.',
      expected: 'addresses or networks, such as ["127.0.0.1", "10.0.0.0/8"]',
    }),
    port: key(devOnly(situation, wholeNumber(0, 65_535).optional()), {
      description: 'Port of the trial on 127.0.0.1 and ::1; 0 lets the system choose.',
      expected: PORT,
      absent: '`8080` in a trial',
      devOnly: true,
    }),
  })
}

function https(situation: Situation) {
  return table({
    port: key(devOnly(situation, wholeNumber(0, 65_535).optional()), {
      description: "Port of the trial's TLS, with a certificate that it makes for itself.",
      expected: PORT,
      absent: '`8443` in a trial',
      devOnly: true,
    }),
  })
}

function data(situation: Situation) {
  return table({
    dir: key(devOnly(situation, line(1000).optional()), {
      description: 'Folder of the trial: store, keys, certificate.',
      expected: 'a path',
      absent: '`var` in a trial',
      devOnly: true,
    }),
  })
}

function trial(situation: Situation) {
  return table({
    people: key(devOnly(situation, wholeNumber(0, 1_000_000).optional()), {
      description:
        'How many more people to seed: `person-0001` and so on, and as many disabled, unenrolled and locked ones.',
      expected: 'a whole number from 0 to 1000000',
      absent: '`0` in a trial',
      devOnly: true,
    }),
  })
}

function ops(situation: Situation) {
  return table({
    listen: key(endpoint(situation).default('127.0.0.1:9464'), {
      description: 'Address for metrics and the details of readiness; keep it off public networks.',
      expected: ADDRESS,
    }),
  })
}

function store(situation: Situation) {
  return table({
    url: key(storeUrl(), {
      description:
        'Where everything is kept: a file of this server, or a PostgreSQL database that any number of servers share. To another host only TLS is spoken, with its checks.',
      expected:
        '"sqlite:" and an absolute path, or "postgres://user@host:5432/database" without a password or parameters',
      absent: 'required outside a trial; `sqlite:` and `latchkey.db` in `data.dir` in one',
    }),
    password: key(secret(situation).optional(), {
      description: 'PostgreSQL: the password of the account that `url` names.',
      expected: '"file:/path" or "env:NAME"',
      absent: 'none',
      secret: true,
    }),
    ca: key(certificate(situation).optional(), {
      description:
        "PostgreSQL: the authority of the database's certificate, in PEM form. With it TLS is spoken to this machine too.",
      expected: '"file:/path" or "env:NAME"',
      absent: 'the authorities of this system',
    }),
    connections: key(wholeNumber(2, 100).optional(), {
      description:
        'PostgreSQL: how many connections each server opens at most. All servers together have to stay below `max_connections` of the database.',
      expected: 'a whole number from 2 to 100',
      absent: '`10`',
    }),
  })
}

function keys() {
  return table({
    file: key(absolutePath(), {
      description:
        'The key ring that encrypts secrets in the store. Made on first start; back it up apart from the store.',
      expected: 'an absolute path',
      absent: 'required outside a trial; `keys.json` in `data.dir` in one',
    }),
  })
}

function smtp(situation: Situation) {
  return z.strictObject({
    host: key(line(253).regex(/^[A-Za-z0-9.:-]+$/), {
      description: 'Mail server.',
      expected: 'a host name or an address',
      absent: 'required in this table',
    }),
    port: key(wholeNumber(1, 65_535).default(587), {
      description: 'Its port.',
      expected: 'a port from 1 to 65535',
    }),
    security: key(z.enum(['starttls', 'tls', 'none']).default('starttls'), {
      description:
        '`starttls` and `tls` both refuse to send in the clear. `none` sends codes in the clear: only for a mail server on this machine.',
      expected: '"starttls", "tls" or "none"',
    }),
    username: key(line().optional(), {
      description: 'Account at the mail server.',
      expected: 'a line of text',
      absent: 'none',
    }),
    password: key(secret(situation).optional(), {
      description: 'Its password.',
      expected: '"file:/path" or "env:NAME"',
      absent: 'none',
      secret: true,
    }),
    from: key(mailbox(), {
      description: 'Sender of every mail.',
      expected: 'a mailbox, such as "Password reset <reset@example.org>"',
      absent: 'required in this table',
    }),
  })
}

const LIST_OF_KINDS = `a list of ${AUTHENTICATOR_KINDS.map((kind) => `"${kind}"`).join(', ')}`

function policy() {
  return table({
    organisation: key(line(80), {
      description: 'What pages and mails call the organisation.',
      expected: 'a line of at most 80 characters',
      absent: 'the host of `http.public-url`; `corp.test` in a trial',
    }),
    purposes: key(
      z
        .array(z.enum(PURPOSES))
        .min(1)
        .default([...PURPOSES]),
      {
        description: 'What people may do by themselves.',
        expected: `a list of ${PURPOSES.map((purpose) => `"${purpose}"`).join(', ')}`,
      },
    ),
    gates: key(z.literal([1, 2, 3]).default(1), {
      description:
        'How many proofs a person gives, never two of one kind. Administrators give at least two.',
      expected: '1, 2 or 3',
    }),
    authenticators: key(
      z
        .array(z.enum(AUTHENTICATOR_KINDS))
        .min(1)
        .default([...DEFAULT_KINDS]),
      {
        description:
          'What counts as a proof. `sms` counts for nothing while no gateway is configured. `security-questions` are the weakest: others may know the answers or find them out. They count for no administrator, and are asked before another proof only where `hints` shows whom they belong to.',
        expected: LIST_OF_KINDS,
      },
    ),
    questions: questions(),
    'administrator-groups': key(z.array(line()).default(['administrators']), {
      description:
        'Directory groups whose members are administrators here. `directory/name` means the group of one directory; a name alone means a group of that name in any of them.',
      expected: 'a list of group names, such as ["corp/administrators"]',
    }),
    'keep-password': key(z.boolean().default(true), {
      description:
        'Whether a locked-out person who gave the proofs may unlock and keep the password.',
      expected: 'true or false',
    }),
    'disowned-blocks-sign-in': key(z.boolean().default(false), {
      description:
        'Whether "it wasn\'t me" also has the directory refuse sign-in until an administrator looked.',
      expected: 'true or false',
    }),
    'alert-to': key(z.array(mailAddress()).default([]), {
      description: 'Who is told when somebody says "it wasn\'t me".',
      expected: 'a list of mail addresses',
    }),
    'directory-addresses': key(z.enum(['verify-first', 'trust']).default('verify-first'), {
      description:
        'Whether a mail address or a mobile number that the directory has of a person counts as a way back in before they confirmed it. `trust` fits where nobody but administrators and their systems may change those attributes.',
      expected: '"verify-first" or "trust"',
    }),
    machines: key(z.enum(['any', 'trusted-only']).default('any'), {
      description:
        'Which PCs may use the sign-in screen. `trusted-only` asks for an approved machine; it is no lock, since any browser may reset.',
      expected: '"any" or "trusted-only"',
    }),
    hints: key(z.enum(['never', 'enrolled-machine', 'always']).default('enrolled-machine'), {
      description:
        'Who sees masked addresses and the ways that a person has before the first proof: nobody, the user of an own tile of a trusted machine, or everybody. `always` tells any stranger who exists and what they enrolled.',
      expected: '"never", "enrolled-machine" or "always"',
    }),
    'tell-unregistered': key(z.boolean().default(true), {
      description:
        "Whether the user of a trusted machine's own tile is told at once that they have to register first.",
      expected: 'true or false',
    }),
    'fresh-authenticator-hours': key(wholeNumber(0, 720).default(24), {
      description:
        "How many hours an authenticator that a person added or replaced cannot be the only proof of a reset. It does not hold for a person's first one.",
      expected: 'a whole number from 0 to 720',
    }),
    enrolment: enrolment(),
    'own-mail-domains': key(z.array(mailDomain()).default([]), {
      description:
        'Mail domains of the organisation: whoever forgot their password may not be able to read mail there, so such an address is no proof of a reset. Domains below them are meant too.',
      expected: 'a list of domains, such as ["example.org"]',
    }),
    'own-mail-counts': key(z.boolean().default(false), {
      description:
        'Whether an address in `own-mail-domains` is a proof all the same. It fits where people read their mail by another sign-in.',
      expected: 'true or false',
    }),
    helpdesk: helpdesk(),
    'own-networks': z.array(ownNetwork()).default([]),
  })
}

function enrolment() {
  return table({
    required: key(z.boolean().default(false), {
      description:
        'Whether people who could not reset their password by themselves yet have to register when they sign in to their page.',
      expected: 'true or false',
    }),
    'grace-days': key(wholeNumber(0, 365).default(14), {
      description:
        'How many days they may put it off, from the first time that they are asked. After that nothing but registering is possible on their page.',
      expected: 'a whole number from 0 to 365',
    }),
    'reconfirm-days': key(wholeNumber(0, 730).default(0), {
      description:
        'After how many days people are shown what they registered, to confirm or change it; 0 is never.',
      expected: 'a whole number from 0 to 730',
    }),
  })
}

function questions() {
  return table({
    register: key(wholeNumber(3, 5).default(POLICY_DEFAULTS.questions.register), {
      description: 'How many security questions a person chooses and answers to register.',
      expected: 'a whole number from 3 to 5',
    }),
    answer: key(wholeNumber(3, 5).default(POLICY_DEFAULTS.questions.answer), {
      description:
        'How many of them are asked, drawn anew after each set. Whoever registered fewer has to register again.',
      expected: 'a whole number from 3 to 5, at most as many as are registered',
    }),
    own: z.array(ownQuestion()).max(20).default([]),
  })
}

function ownQuestion() {
  const question = line(200).min(3)
  const expected = 'a line of 3 to 200 characters'
  const absent = 'required in this table'
  return z.strictObject({
    id: key(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), {
      description:
        "Name of a question of the organisation's own. It stays the same for as long as the question does.",
      expected: 'at most 40 small letters, digits and hyphens',
      absent,
    }),
    en: key(question, { description: 'The question in English.', expected, absent }),
    fr: key(question, { description: 'The question in French.', expected, absent }),
  })
}

function helpdesk() {
  return table({
    en: key(line(500).default('Ask your help desk.'), {
      description: 'Where to find help, in English.',
      expected: 'a line of at most 500 characters',
    }),
    fr: key(line(500).default('Adressez-vous à votre service d’assistance.'), {
      description: 'Where to find help, in French.',
      expected: 'a line of at most 500 characters',
    }),
    url: key(z.url({ protocol: /^(https|mailto|tel)$/ }).optional(), {
      description: 'A link to it.',
      expected: 'an https:, mailto: or tel: address',
      absent: 'none',
    }),
  })
}

function ownNetwork() {
  return z.strictObject({
    network: key(network(), {
      description: 'A network of the organisation, where many people share one address.',
      expected: 'an address or a network, such as "10.0.0.0/8"',
      absent: 'required in this table',
    }),
    flows: key(wholeNumber(60, 100_000), {
      description: 'How many attempts an address in it may start in ten minutes.',
      expected: 'a whole number from 60 to 100000',
      absent: 'required in this table',
    }),
  })
}
