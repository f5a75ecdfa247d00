import { type DatabaseConnection, type SqliteDialectConfig, SqliteDriver } from 'kysely'
import type { GroupCommit } from './group-commit.ts'

/** Kysely's driver, with a connection that goes to the next in line before the disk has what was written. */
export class GroupCommitDriver extends SqliteDriver {
  readonly #commits: GroupCommit
  readonly #waiting: (() => void)[] = []
  #isTaken = false

  constructor(config: SqliteDialectConfig, commits: GroupCommit) {
    super(config)
    this.#commits = commits
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#isTaken = true
    return await super.acquireConnection()
  }

  // Kysely gives a result to whoever asked only after this.
  override async releaseConnection(): Promise<void> {
    const durable = this.#commits.leave()
    // Whoever is next has it from here on: nobody may come in between.
    const next = this.#waiting.shift()
    if (next) next()
    else this.#isTaken = false
    await durable
  }

  override async destroy(): Promise<void> {
    this.#commits.close()
    await super.destroy()
  }
}
