import { Secret } from '@latchkey/protocol'
import type { Config, Smtp } from '../config/config.ts'
import type { Sms } from '../config/sms-config.ts'
import { appendAudit } from '../store/audit.ts'
import { lockTenant } from '../store/lock.ts'
import { appendPolicy, hasPolicy } from '../store/policy.ts'
import { readSetting, writeSetting } from '../store/setting.ts'
import { auditEvent } from './audit-event.ts'
import { BY_SERVER } from './caller.ts'
import type { Deps } from './deps.ts'
import { noteOrigin } from './origin.ts'

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>

/** Puts the first policy and channel into a new store. From then on the store has them; says whether it was new. */
export async function runFirst(
  needs: Needs,
  { policy, smtp, sms }: Config['firstRun'],
  isTrial: boolean,
): Promise<boolean> {
  const { store, keys, tenant } = needs
  return await store.db.transaction().execute(async (tx) => {
    // Of two servers that start on one new store, one is first.
    await lockTenant(tx, tenant)
    if (await hasPolicy(tx, tenant)) return false
    const now = needs.now()
    const version = await appendPolicy(tx, tenant, policy, now)
    if (smtp) await writeSetting(tx, keys, tenant, { name: 'smtp', text: smtpText(smtp), now })
    if (sms) await writeSetting(tx, keys, tenant, { name: 'sms', text: smsText(sms), now })
    const applied = { activity: 'policy.applied', outcome: 'succeeded' } as const
    const around = { origin: BY_SERVER, at: now, actor: 'server', policyVersion: version } as const
    await appendAudit(tx, tenant, [auditEvent(applied, around)])
    await noteOrigin(tx, needs, isTrial)
    return true
  })
}

// The places where passwords leave their wrappers: into a sealed row.
function smtpText({ account, ...rest }: Smtp): string {
  const password = account?.password.use((value) => value)
  return JSON.stringify({ ...rest, ...(account && { username: account.username, password }) })
}

type StoredSmtp = Omit<Smtp, 'account'> & {
  readonly username?: string
  readonly password?: string
}

/** The mail server that the store names, or nothing. */
export async function readSmtp({ store, keys, tenant }: Needs): Promise<Smtp | undefined> {
  const text = await readSetting(store.db, keys, tenant, 'smtp')
  if (text === undefined) return
  // as: written by `smtpText` above and sealed since.
  const { username, password, ...rest } = JSON.parse(text) as StoredSmtp
  const account =
    username === undefined || password === undefined
      ? undefined
      : { username, password: new Secret(password) }
  return { ...rest, ...(account && { account }) }
}

function smsText({ gateways, ...rest }: Sms): string {
  const plain = gateways.map(({ account, ...gateway }) => ({
    ...gateway,
    ...(account && {
      account: { ...account, password: account.password.use((value) => value) },
    }),
  }))
  return JSON.stringify({ ...rest, gateways: plain })
}

type Gateway = Sms['gateways'][number]
type StoredGateway = Omit<Gateway, 'account'> & {
  readonly account?: { readonly username: string; readonly password: string }
}

/** The gateways and their rules that the store names, or nothing. */
export async function readSms({ store, keys, tenant }: Needs): Promise<Sms | undefined> {
  const text = await readSetting(store.db, keys, tenant, 'sms')
  if (text === undefined) return
  // as: written by `smsText` above and sealed since.
  const { gateways, ...rest } = JSON.parse(text) as Omit<Sms, 'gateways'> & {
    readonly gateways: readonly StoredGateway[]
  }
  return {
    ...rest,
    gateways: gateways.map(({ account, ...gateway }) => ({
      ...gateway,
      ...(account && { account: { ...account, password: new Secret(account.password) } }),
    })),
  }
}
