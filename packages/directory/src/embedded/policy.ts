/** The rules of the embedded directory, the same for all of its people. A figure of 0 switches its rule off. */
export type EmbeddedPolicy = {
  readonly minLength: number
  readonly characterClasses: number
  readonly noNames: boolean
  /** How many passwords may not come back, the one in force included. */
  readonly remembered: number
  readonly minAgeHours: number
  readonly lockout: {
    readonly threshold: number
    readonly windowMs: number
    readonly lockedMs: number
  }
}

const QUARTER_HOUR = 15 * 60_000

export const DEFAULT_EMBEDDED_POLICY: EmbeddedPolicy = {
  minLength: 10,
  characterClasses: 3,
  noNames: true,
  remembered: 5,
  minAgeHours: 0,
  lockout: { threshold: 10, windowMs: QUARTER_HOUR, lockedMs: QUARTER_HOUR },
}
