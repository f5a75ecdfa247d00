import { z } from 'zod'
import { certificate, key, line, type Situation, secret, wholeNumber } from './fields.ts'

const KIND = {
  description:
    'Kind of the directory: Active Directory (Samba included), OpenLDAP, or one in the store of Latchkey itself, of which there can be one.',
  expected: '"active-directory", "openldap" or "embedded"',
  absent: 'required outside a trial; `embedded` in one',
} as const

/** The list of directories: each kind has its own keys. */
export function directories(situation: Situation) {
  return z
    .array(
      z.discriminatedUnion('kind', [
        activeDirectory(situation),
        openLdap(situation),
        embeddedDirectory(),
      ]),
    )
    .min(1)
    .max(20)
}

function embeddedDirectory() {
  return z.strictObject({ name: directoryName(), kind: key(z.literal('embedded'), KIND) })
}

function activeDirectory(situation: Situation) {
  return z.strictObject({
    name: directoryName(),
    kind: key(z.literal('active-directory'), KIND),
    ...overLdap(situation),
    'protected-accounts': key(z.enum(['refuse', 'allow']).default('refuse'), {
      description:
        'Active Directory: whether accounts that it guards as administrators (`adminCount=1`) may reset their password. They can only where the service account was given rights that it should not have.',
      expected: '"refuse" or "allow"',
    }),
  })
}

function openLdap(situation: Situation) {
  return z.strictObject({
    name: directoryName(),
    kind: key(z.literal('openldap'), KIND),
    ...overLdap(situation),
    'default-policy': key(dn().optional(), {
      description:
        'OpenLDAP: the password policy of people who have none of their own, as `olcPPolicyDefault` names it. A service account can not read it from slapd.',
      expected: DN,
      absent: 'the only policy below `base`, where there is one only',
    }),
    'group-bases': key(z.array(dn()).min(1).optional(), {
      description:
        'OpenLDAP: where groups are looked for, where that is not all of `base`. Name the places in which nobody but administrators may add entries.',
      expected: 'a list of distinguished names',
      absent: '`base`',
    }),
    'character-classes': key(wholeNumber(0, 4).default(0), {
      description:
        'OpenLDAP: how many of small letters, capitals, digits and others its check module asks for. ppolicy only ever says that a password is not good enough; with this, people are told beforehand.',
      expected: 'a whole number from 0 to 4',
    }),
  })
}

function directoryName() {
  return key(line(64).regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/), {
    description: 'Name of the directory in logs and in the audit.',
    expected: 'small letters, digits, hyphens and dots',
    absent: 'required outside a trial; `corp` in one',
  })
}

const DN = 'a distinguished name, such as "OU=People,DC=example,DC=org"'

const dn = () => line(1000).regex(/^[A-Za-z0-9.-]+=.+/)

function overLdap(situation: Situation) {
  return {
    servers: key(z.array(server()).min(1).optional(), {
      description:
        'Its servers, the preferred one first; the others are used while it does not answer. A name may end with a port.',
      expected: 'a list of names or addresses, such as ["dc1.example.org", "dc2.example.org:636"]',
      absent: 'found by DNS (SRV) for the domain that `base` names',
    }),
    security: key(z.enum(['ldaps', 'starttls']).default('ldaps'), {
      description: 'How TLS begins. There is no way to do without it, or without its checks.',
      expected: '"ldaps" or "starttls"',
    }),
    ca: key(certificate(situation).optional(), {
      description: "The authority of the servers' certificates, in PEM form.",
      expected: '"file:/path" or "env:NAME"',
      absent:
        'the authorities of this system; required where `servers` is left out, since whoever answers for DNS then names the servers',
    }),
    base: key(dn(), {
      description: 'Where the directory begins.',
      expected: DN,
      absent: 'required in this table',
    }),
    'search-bases': key(z.array(dn()).min(1).optional(), {
      description: 'Where people are looked for, where that is not all of `base`.',
      expected: 'a list of distinguished names',
      absent: '`base`',
    }),
    'bind-dn': key(line(1000), {
      description:
        'The account that Latchkey signs in with. `latchkey directory check` prints the least rights it needs.',
      expected: DN,
      absent: 'required in this table',
    }),
    'bind-password': key(secret(situation), {
      description: 'Its password.',
      expected: '"file:/path" or "env:NAME"',
      absent: 'required in this table',
      secret: true,
    }),
    domains: key(z.array(line(253)).default([]), {
      description:
        'Domains whose people are here: `DOMAIN\\name` and `name@domain` are then looked for in this directory only. Other names are looked for in every directory, in the order of this file.',
      expected: 'a list such as ["EXAMPLE", "example.org"]',
    }),
    canary: key(line(256).optional(), {
      description:
        'Account name of a test account that belongs to nobody: `latchkey directory canary` really resets it, to a password that nobody learns. An account that was found by another name, that somebody enrolled with or that is an administrator’s is not touched.',
      expected: 'an account name, such as "svc-canary"',
      absent: 'none',
    }),
    'mail-attributes': key(z.array(attribute()).default(['mail']), {
      description: 'Attributes with mail addresses of a person, the first one that has a value.',
      expected: 'a list of attribute names',
    }),
    'phone-attributes': key(z.array(attribute()).default(['mobile', 'telephoneNumber']), {
      description: 'Attributes with telephone numbers of a person.',
      expected: 'a list of attribute names',
    }),
  }
}

const server = () =>
  line(260)
    .regex(/^([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:\d{1,5})?$/)
    .refine((text) => isPort(/:(\d+)$/.exec(text)?.[1] ?? '1'), {
      message: 'a port from 1 to 65535',
    })

const isPort = (digits: string) => Number(digits) >= 1 && Number(digits) <= 65_535

const attribute = () => line(128).regex(/^[A-Za-z][A-Za-z0-9-]*$/)
