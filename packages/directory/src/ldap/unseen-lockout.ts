/** Lower than what directories have: who can't see the threshold must not come near it. */
export const UNSEEN_LOCKOUT = { threshold: 3, windowMs: 15 * 60_000 } as const
