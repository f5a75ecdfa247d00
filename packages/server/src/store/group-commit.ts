import type Sqlite from 'better-sqlite3'
import { storeFault } from './store-fault.ts'

// A long row of writers must not keep another process (the command line) from its turn for ever.
const MOST_MEMBERS = 64

type Group = {
  members: number
  isOpen: boolean
  isEnding: boolean
  /** Settles once the disk has what the members wrote, or has not. */
  readonly outcome: Promise<void>
  readonly succeed: () => void
  readonly fail: (fault: unknown) => void
}

export type StatementKind = 'read' | 'write' | 'other'

/**
 * Lets those who write at once share one commit, and one wait for the disk: each is a savepoint of one
 * transaction of SQLite, and nobody is told anything before that transaction is durable. Whoever only reads
 * inside of a group waits too: what they saw would never have been, were the commit to fail.
 */
export class GroupCommit {
  readonly #database: Sqlite.Database
  readonly #defer: (work: () => void) => void
  #group: Group | undefined
  /** The group of whoever has the connection now. */
  #joined: Group | undefined

  constructor(database: Sqlite.Database, defer: (work: () => void) => void) {
    this.#database = database
    this.#defer = defer
  }

  /** Before a statement outside of a transaction: a write opens a group, a read joins one that is open. */
  before(kind: StatementKind): void {
    if (this.#joined) this.#refuseAfterLoss(this.#joined)
    else if (kind === 'write') this.#join()
    else if (kind === 'read') this.#joined = this.#group
    // A pragma is refused or unheard inside of a transaction.
    else this.#end()
  }

  begin(): void {
    this.#join()
    this.#database.exec('savepoint member')
  }

  commit(): void {
    if (this.#joined) this.#refuseAfterLoss(this.#joined)
    this.#database.exec('release member')
  }

  rollback(): void {
    if (this.#joined?.isOpen) this.#database.exec('rollback to member; release member')
  }

  /** After a statement that failed: a full disk makes SQLite roll back by itself, and with it the whole group. */
  lostBy(fault: unknown): void {
    if (this.#group && !this.#database.inTransaction) this.#settle(this.#group, fault)
  }

  /** Gives the connection to whoever waits; settles once all that was seen and written is durable. */
  leave(): Promise<void> | undefined {
    const group = this.#joined
    this.#joined = undefined
    if (!group) return
    group.members += 1
    if (group.members >= MOST_MEMBERS) this.#end()
    else this.#endSoon(group)
    return group.outcome
  }

  /** Commits what is open. */
  close(): void {
    this.#end()
  }

  #join(): void {
    this.#group ??= this.#open()
    this.#joined = this.#group
  }

  #open(): Group {
    // A deferred transaction that read first can't wait for another process to finish writing: SQLite
    // refuses its first write at once. An immediate one waits at its start, when nothing is lost yet.
    this.#database.exec('begin immediate')
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // Each member hears of it for itself; nobody may be left to.
    promise.catch(() => {})
    return {
      members: 0,
      isOpen: true,
      isEnding: false,
      outcome: promise,
      succeed: resolve,
      fail: reject,
    }
  }

  // Whatever else this turn of the loop brings still gets into the group; whoever is in the middle then ends it.
  #endSoon(group: Group): void {
    if (group.isEnding) return
    group.isEnding = true
    this.#defer(() => {
      group.isEnding = false
      if (group.isOpen && !this.#joined) this.#end()
    })
  }

  #end(): void {
    const group = this.#group
    if (!group) return
    try {
      this.#database.exec('commit')
      this.#settle(group)
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('rollback')
      this.#settle(group, storeFault(error))
    }
  }

  #settle(group: Group, fault?: unknown): void {
    group.isOpen = false
    this.#group = undefined
    if (fault === undefined) group.succeed()
    else group.fail(fault)
  }

  // Its statements would be stored one by one, without what went before them.
  #refuseAfterLoss(group: Group): void {
    if (!group.isOpen) throw new Error('the transaction was rolled back by the database')
  }
}
