export * from './audit/client-type.ts'
export * from './audit/events.ts'
export * from './policy/policy.ts'
export * from './throttle/limits.ts'
