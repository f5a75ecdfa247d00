export * from './directory.ts'
export { setDisabled, setGroups } from './embedded/account.ts'
export type { EmbeddedDeps } from './embedded/deps.ts'
export { createEmbeddedDirectory } from './embedded/index.ts'
export { DEFAULT_HASHING_COST, type HashingCost, hashPassword } from './embedded/password-hash.ts'
export {
  type AddPeopleResult,
  addPeople,
  addPerson,
  type NewPerson,
} from './embedded/people.ts'
export { DEFAULT_EMBEDDED_POLICY, type EmbeddedPolicy } from './embedded/policy.ts'
export {
  createEmbeddedTables,
  type EmbeddedColumns,
  type EmbeddedTables,
} from './embedded/tables.ts'
