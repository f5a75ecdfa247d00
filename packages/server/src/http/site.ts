import type { SecurityQuestion } from '@latchkey/protocol'
import type { Deps } from '../app/deps.ts'
import type { SentMessage } from '../channel/file.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** One server as http sees it: the use cases' dependencies, and how it is reached. */
export type Site = {
  readonly deps: Deps
  readonly metrics: Metrics
  /** An origin; links and problem types begin with it. */
  readonly publicUrl: string
  readonly trustedProxies: readonly string[]
  /** Whether it answers https itself or behind a proxy: a trial on plain loopback sends no HSTS. */
  readonly sendsHsts: boolean
  /** Where the packages of the Windows add-in lie. */
  readonly windows: string
  readonly trial?: Trial
}

/** What a page about a problem needs of it. */
export type ProblemSite = Pick<Site, 'publicUrl' | 'trial'> & {
  readonly deps: Pick<Deps, 'policy'>
}

/** What exists in a trial only. */
export type Trial = {
  readonly messages: () => readonly SentMessage[]
  readonly apps: () => Promise<readonly TrialApp[]>
  readonly recoveryCodes: () => Promise<readonly TrialCodes[]>
  readonly answers: () => Promise<readonly TrialAnswer[]>
  /** The file with the certificate of the trial's own authority. */
  readonly authority: string
}

export type TrialCodes = { readonly name: string; readonly codes: readonly string[] }

export type TrialAnswer = {
  readonly name: string
  readonly question: SecurityQuestion
  readonly answer: string
}

export type TrialApp = { readonly name: string; readonly secret: string; readonly code: string }
