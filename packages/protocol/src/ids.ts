/**
 * Every id says what it names: a log line explains itself, and mixing two ids does not compile.
 * The part after the prefix is opaque.
 */
export type FlowId = `flw_${string}`
export type StepId = `stp_${string}`
export type ChallengeId = `chl_${string}`
export type PrincipalId = `prn_${string}`
export type AuthenticatorId = `aut_${string}`
export type SessionId = `ses_${string}`
export type RequestId = `req_${string}`
export type OperationId = `opr_${string}`
export type MachineId = `mch_${string}`
export type MachineCodeId = `mcd_${string}`
export type TenantId = `ten_${string}`

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number
