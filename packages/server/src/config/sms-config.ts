import type { GatewaySettings } from '../channel/http-gateway.ts'
import type { SmsRulesSettings } from '../channel/sms-rules.ts'
import type { Settings } from './schema.ts'

/** Text messages as the file describes them. */
export type Sms = SmsRulesSettings & { readonly gateways: readonly GatewaySettings[] }

type Given = NonNullable<Settings['first-run']['sms']>
type GivenGateway = Given['gateway'][number]

export function toSms(given: Given): Sms {
  return {
    homeCountry: given['home-country'],
    others: given.others,
    countries: given.country.map(({ 'per-hour': perHour, ...rule }) => ({ ...rule, perHour })),
    gateways: given.gateway.map(toGateway),
  }
}

// Kannel's user guide, "Using SMSBox HTTP interface": 202 with "0: Accepted for delivery", or "3: Queued for
// later delivery"; anything else was not taken over.
const KANNEL = {
  method: 'GET',
  query:
    'username={username}&password={password}&from={from}&to={to}&charset=UTF-8&coding=0&text={text}',
  statuses: [202],
  answer: '^(0: Accepted|3: Queued)',
} as const

const NO_PRESET = {
  method: 'POST',
  query: undefined,
  statuses: [200, 201, 202],
  answer: undefined,
} as const

function toGateway(given: GivenGateway): GatewaySettings {
  const preset = given.preset === 'kannel' ? KANNEL : NO_PRESET
  const { username, password, ca } = given
  return {
    method: given.method ?? preset.method,
    url: preset.query === undefined ? given.url : `${given.url}?${preset.query}`,
    headers: given.headers,
    body: given.body,
    bodyKind: given['body-kind'],
    statuses: given.statuses ?? preset.statuses,
    answer: given.answer ?? preset.answer,
    sender: given.sender,
    ...(password && { account: { username: username ?? '', password: password.value } }),
    ...(ca && { ca: ca.value.use((pem) => pem) }),
  }
}
