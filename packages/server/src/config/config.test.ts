import { describe, expect, test } from 'vitest'
import { createCertificateFixture } from '../channel/certificate.fixture.ts'
import { mistakesOf, REAL, useConfigFiles } from './config.fixture.ts'
import { atPort, dataDirectoryOf, loadConfig } from './config.ts'

const { pathOf, write, load, refuses } = useConfigFiles()

describe('a real server', () => {
  test('is configured by a file that names what it needs', () => {
    const config = load(REAL)
    expect(config).toMatchObject({
      http: {
        listen: [{ host: '0.0.0.0', port: 8443 }],
        publicUrl: 'https://reset.example.org',
        trustedProxies: ['10.0.0.0/8'],
      },
      ops: { listen: { host: '127.0.0.1', port: 9464 } },
      store: { file: '/var/lib/latchkey/latchkey.db' },
      directories: [{ name: 'corp', kind: 'embedded' }],
      firstRun: { policy: { organisation: 'reset.example.org', gates: 1 } },
    })
    expect(config.trial).toBeUndefined()
    expect(config.firstRun.smtp).toBeUndefined()
  })

  test('takes a PostgreSQL whose password is elsewhere, and keeps its files beside the keys', () => {
    const password = write('store.secret', 'hunter2\n')
    const config = load(
      REAL.replace(
        'url = "sqlite:/var/lib/latchkey/latchkey.db"',
        `url = "postgres://latchkey@db.example.org/latchkey"\npassword = "file:${password}"\nconnections = 5`,
      ),
    )
    expect(config.store).toMatchObject({ access: { connections: 5 } })
    expect(config.store.file).toBeUndefined()
    expect(config.store.access.password?.use((text) => text)).toBe('hunter2')
    expect(dataDirectoryOf(config)).toBe('/var/lib/latchkey')
  })

  test('takes a mail server whose password is elsewhere', () => {
    const smtp = `[first-run.smtp]
host = "mail.example.org"
username = "latchkey"
password = "env:SMTP_PASSWORD"
from = "Password reset <reset@example.org>"`
    const { firstRun } = load(REAL + smtp, { SMTP_PASSWORD: 'hunter2' })
    expect(firstRun.smtp).toMatchObject({ port: 587, security: 'starttls' })
    expect(firstRun.smtp?.account?.password.use((value) => value)).toBe('hunter2')
    expect(JSON.stringify(firstRun)).not.toContain('hunter2')
  })
})

describe('a trial', () => {
  test('needs no file', () => {
    const config = loadConfig({ env: {}, dev: true })
    expect(config.http).toMatchObject({
      listen: [
        { host: '127.0.0.1', port: 8080 },
        { host: '::1', port: 8080 },
      ],
      publicUrl: 'http://localhost:8080',
    })
    expect(config.trial).toMatchObject({ people: 0, dir: expect.stringMatching(/^\/.*\/var$/) })
    expect(config.trial?.https).toContainEqual({ host: '::1', port: 8443 })
    expect(config.store.file).toBe(`${config.trial?.dir}/latchkey.db`)
  })

  test('takes its options from the environment', () => {
    const config = loadConfig({
      dev: true,
      env: {
        LATCHKEY__HTTP__PORT: '0',
        LATCHKEY__HTTPS__PORT: '9443',
        LATCHKEY__DATA__DIR: pathOf('.'),
        LATCHKEY__OPS__LISTEN: '127.0.0.1:0',
        LATCHKEY__TRIAL__PEOPLE: '4000',
      },
    })
    expect(config.trial).toMatchObject({ dir: pathOf('.'), people: 4000 })
    expect(config.trial?.https[0]?.port).toBe(9443)
    expect(config.ops.listen.port).toBe(0)
    expect(config.keys.file).toBe(pathOf('keys.json'))
    expect(atPort(config, 41_234).http).toMatchObject({
      publicUrl: 'http://localhost:41234',
      listen: [{ port: 41_234 }, { port: 41_234 }],
    })
  })

  test('takes a literal secret', () => {
    const smtp = { HOST: 'localhost', USERNAME: 'me', PASSWORD: 'hunter2', FROM: 'me@corp.test' }
    const env = Object.fromEntries(
      Object.entries(smtp).map(([name, value]) => [`LATCHKEY__FIRST_RUN__SMTP__${name}`, value]),
    )
    const { firstRun } = loadConfig({ dev: true, env })
    expect(firstRun.smtp?.account?.password.use((value) => value)).toBe('hunter2')
  })

  test.each([
    ['http.listen', { LATCHKEY__HTTP__LISTEN: '0.0.0.0:8080' }],
    ['http.public-url', { LATCHKEY__HTTP__PUBLIC_URL: 'https://reset.example.org' }],
    ['ops.listen', { LATCHKEY__OPS__LISTEN: '[::]:9464' }],
  ])('refuses a public %s', (key, env) => {
    const [mistake, ...others] = Object.entries(mistakesOf(() => loadConfig({ dev: true, env })))
    expect(others).toEqual([])
    expect(mistake?.[0]).toBe(`${key} (${Object.keys(env)[0]})`)
    expect(mistake?.[1]).toContain('this is a trial')
  })

  test('is refused on a public address when the file asks for it', () => {
    expect(Object.keys(mistakesOf(() => load(`dev = true\n${REAL}`)))).toEqual([
      'http.listen',
      'http.public-url',
    ])
  })
})

describe('the environment', () => {
  test('wins over the file', () => {
    const config = load(REAL, {
      LATCHKEY__HTTP__LISTEN: '[::]:443',
      LATCHKEY__HTTP__TRUSTED_PROXIES: '192.0.2.1, 192.0.2.2',
      LATCHKEY__DIRECTORY__0__NAME: 'branch',
      LATCHKEY__FIRST_RUN__POLICY__KEEP_PASSWORD: 'false',
      LATCHKEY__FIRST_RUN__POLICY__OWN_NETWORKS__0__NETWORK: '192.0.2.0/24',
      LATCHKEY__FIRST_RUN__POLICY__OWN_NETWORKS__0__FLOWS: '120',
      LATCHKEY__FIRST_RUN__POLICY__ADMINISTRATOR_GROUPS: '["one, with comma"]',
    })
    expect(config.http.listen).toEqual([{ host: '::', port: 443 }])
    expect(config.http.trustedProxies).toEqual(['192.0.2.1', '192.0.2.2'])
    expect(config.directories).toEqual([{ name: 'branch', kind: 'embedded' }])
    expect(config.firstRun.policy).toMatchObject({
      keepPassword: false,
      ownNetworks: [{ network: '192.0.2.0/24', flows: 120 }],
      administratorGroups: ['one, with comma'],
    })
  })

  test.each(['LATCHKEY__HTTP__PROT', 'LATCHKEY__http__listen', 'LATCHKEY__DIRECTORY__999__NAME'])(
    'refuses %s, which means no key',
    (name) => {
      expect(Object.keys(mistakesOf(() => load(REAL, { [name]: '1' })))).toEqual([name])
    },
  )

  test('names the variable in which a mistake is', () => {
    expect(mistakesOf(() => load(REAL, { LATCHKEY__DEV: 'yes' }))).toEqual({
      'dev (LATCHKEY__DEV)': '"yes"; true or false',
    })
  })
})

test('reports every mistake at once, with its key, what was found and what was expected', () => {
  const toml = `${REAL.replace('8443"', '99999"').replace('https:', 'http:')}
surprise = 1
[first-run.policy]
gates = 4`
  expect(mistakesOf(() => load(toml, { LATCHKEY__KEYS__FILE: 'keys.json' }))).toEqual({
    'http.listen': expect.stringMatching(/^"0.0.0.0:99999"; an address with a port/),
    'http.public-url': expect.stringMatching(/^"http:.*"; https/),
    'keys.file (LATCHKEY__KEYS__FILE)': '"keys.json"; an absolute path',
    'directory[0].surprise': expect.stringMatching(
      /^a key that does not exist; one of name, kind, servers/,
    ),
    'first-run.policy.gates': '4; 1, 2 or 3',
  })
})

describe('a directory over LDAP', () => {
  const toml = () => `${REAL.slice(0, REAL.indexOf('[[directory]]'))}
[[directory]]
name = "ad"
kind = "active-directory"
servers = ["dc1.example.org", "[::1]:10636", "dc2:636"]
base = "DC=example,DC=org"
bind-dn = "CN=svc-reset,DC=example,DC=org"
bind-password = "file:${write('p', 'hunter2')}"
domains = ["EXAMPLE"]
`

  test('has its servers, the ports of its security, and what follows from its base', () => {
    expect(load(toml()).directories).toMatchObject([
      {
        name: 'ad',
        kind: 'active-directory',
        tls: 'ldaps',
        servers: [
          { host: 'dc1.example.org', port: 636 },
          { host: '::1', port: 10_636 },
          { host: 'dc2', port: 636 },
        ],
        searchBases: ['DC=example,DC=org'],
        domains: ['EXAMPLE'],
        mailAttributes: ['mail'],
        mayTouchProtected: false,
      },
    ])
  })

  test('takes the other port with StartTLS, and DNS without servers', () => {
    const starttls = toml().replace('servers', 'security = "starttls"\nservers')
    expect(load(starttls).directories[0]).toMatchObject({ servers: [{ port: 389 }, {}, {}] })
    const ca = `ca = "file:${write('ca.pem', createCertificateFixture('dc1').ca)}"`
    const [found] = load(toml().replace(/^servers.*$/m, ca)).directories
    expect(found).not.toHaveProperty('servers')
  })

  test('shows its password to nobody', () => {
    expect(JSON.stringify(load(toml()))).not.toContain('hunter2')
  })
})

describe('refuses', () => {
  test.each(['port = 80', 'port = 0'])('the trial key http.%s outside a trial', (line) => {
    refuses('http.port', REAL.replace('[store]', `${line}\n[store]`), /for a trial/)
  })

  test.each([
    ['https.port', '[https]\nport = 1'],
    ['data.dir', '[data]\ndir = "var"'],
    ['trial.people', '[trial]\npeople = 1'],
  ])('the trial key %s outside a trial', (key, lines) => {
    refuses(key, REAL + lines, /for a trial/)
  })

  test.each([
    'https://a.example/path',
    'https://a.example/?q',
    'https://u:p@a.example',
    'ftp://a.example',
    'a.example',
  ])('the public address %s', (url) => {
    refuses('http.public-url', REAL.replace('https://reset.example.org/', url), /an origin/)
  })

  test.each(['connections = 5'])(
    'a file of SQLite with %s, which would protect nothing',
    (line) => {
      const key = `store.${line.split(' ')[0]}`
      refuses(key, REAL.replace('[store]', `[store]\n${line}`), /store.url is a file/)
    },
  )

  test.each(['postgres://me@db/x?sslmode=disable', 'postgres://db/x', 'sqlite:relative.db'])(
    'the store %s',
    (url) => {
      refuses(
        'store.url',
        REAL.replace('sqlite:/var/lib/latchkey/latchkey.db', url),
        /"sqlite:" and an absolute path, or "postgres:/,
      )
    },
  )

  test('to show the password inside an address', () => {
    const mistakes = mistakesOf(() => load(REAL.replace('sqlite:/', 'postgres://me:hunter2@h/')))
    expect(mistakes['store.url']).toMatch(/^"postgres:\/\/…@h/)
  })

  test.each(['300.0.0.1', '10.0.0.0/33', '0.0.0.0/0', '10.0.0.0/', 'proxy'])(
    'the trusted proxy %s',
    (proxy) => {
      refuses('http.trusted-proxies[0]', REAL.replace('10.0.0.0/8', proxy), /addresses or networks/)
    },
  )

  test('passwords in the clear: neither certificate nor a proxy that speaks TLS', () => {
    refuses('http.certificate', REAL.replace('"10.0.0.0/8"', ''), /nothing; a certificate, or/)
  })

  test('a kind of directory that does not exist, without a word on its other keys', () => {
    const other = REAL.replace('"embedded"', '"novell"\nservers = ["a"]')
    refuses('directory[0].kind', other, /^"novell"; "active-directory", "openldap" or "embedded"/)
  })

  test('to do without a directory, and two embedded ones', () => {
    const none = REAL.slice(0, REAL.indexOf('[[directory]]'))
    refuses('directory', none, /^nothing; at least one table \[\[directory\]\]/)
    const second = '[[directory]]\nname = "b"\nkind = "embedded"'
    refuses('directory[1].kind', REAL + second, /^"embedded"; another kind/)
  })

  test('a key of another kind of directory', () => {
    const mixed = REAL.replace('"embedded"', '"embedded"\nservers = ["dc1"]')
    refuses('directory[0].servers', mixed, /^a key of another kind; none of this name here/)
  })

  const LDAP = `
[[directory]]
name = "ad"
kind = "active-directory"
servers = ["dc1"]
base = "DC=example,DC=org"
bind-dn = "CN=svc-reset,DC=example,DC=org"
`
  const FOUND_BY_DNS = LDAP.replace(/^servers.*\n/m, '')

  test('a password of a directory that stands in the file itself', () => {
    const toml = `${REAL}${LDAP}bind-password = "hunter2"`
    refuses('directory[1].bind-password', toml, /outside a trial it is never written/)
  })

  test('two directories of one name', () => {
    const toml = `${REAL}${LDAP.replace('"ad"', '"corp"')}bind-password = "file:${write('p', 'x')}"`
    refuses('directory[1].name', toml, /^"corp"; a name that no other directory has/)
  })

  test('to look servers up for a base that names no domain', () => {
    const toml = `${REAL}${FOUND_BY_DNS.replace('"DC=example,DC=org"', '"o=example"')}bind-password = "file:${write('p', 'x')}"`
    refuses('directory[1].servers', toml, /names no domain for DNS/)
  })

  test('servers that DNS names, without their authority', () => {
    const toml = `${REAL}${FOUND_BY_DNS}bind-password = "file:${write('p', 'x')}"`
    refuses('directory[1].ca', toml, /^nothing; the authority of its servers, since DNS names them/)
  })

  test.each(['dc1:0', 'dc1:65536', '[::1]:99999'])('a port that there is not: %s', (server) => {
    const toml = `${REAL}${FOUND_BY_DNS}bind-password = "file:${write('p', 'x')}"\nservers = ["dc2", "${server}"]`
    refuses('directory[1].servers[1]', toml, /; a port from 1 to 65535$/)
  })

  test.each(['ldapts', 'http,LDAPts,net', 'ldap*', '*'])(
    'to run where NODE_DEBUG=%s has passwords printed',
    (NODE_DEBUG) => {
      const mistakes = mistakesOf(() => load(REAL, { NODE_DEBUG }))
      expect(Object.keys(mistakes)).toEqual(['NODE_DEBUG'])
      expect(mistakes.NODE_DEBUG).toMatch(/which would print passwords$/)
    },
  )

  test('no other NODE_DEBUG', () => {
    expect(mistakesOf(() => load(REAL, { NODE_DEBUG: 'http,ldap,l.apts,tls*' }))).toEqual({})
  })

  const SMTP = '[first-run.smtp]\nhost = "h"\nfrom = "a@b.test"\n'

  test('an account without a password', () => {
    refuses('first-run.smtp.password', `${REAL}${SMTP}username = "u"`, /^nothing; a value, since/)
  })

  test('to send a password in the clear', () => {
    const toml = `${REAL}${SMTP}username = "u"\npassword = "file:${write('p', 'x')}"\nsecurity = "none"`
    refuses('first-run.smtp.security', toml, /a password is sent/)
  })

  test('a sender that would add a header to a mail', () => {
    refuses(
      'first-run.smtp.from',
      `${REAL}${SMTP.replace('a@b.test', 'a@b.test\\nBcc: c@d')}`,
      /mailbox/,
    )
  })

  test('what is not TOML, with its line and without quoting it', () => {
    const mistakes = mistakesOf(() => load('dev = true\npassword = "hunter2'))
    expect(Object.keys(mistakes)[0]).toMatch(/latchkey\.toml, line 2, column/)
    expect(JSON.stringify(mistakes)).not.toContain('hunter2')
  })

  test('a file that does not exist', () => {
    const mistakes = mistakesOf(() => loadConfig({ file: pathOf('none.toml'), env: {} }))
    expect(Object.values(mistakes)[0]).toContain('ENOENT')
  })
})
