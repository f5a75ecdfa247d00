const HIDDEN = '[secret]'

/**
 * A value that no log, error, template or JSON can show by accident: it comes out through `use` only.
 * Stops the attack of reading passwords and codes from logs (CWE-532).
 */
export class Secret<T> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** Hands the value to `read`, and nowhere else. */
  use<R>(read: (value: T) => R): R {
    return read(this.#value)
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  /** Node's `util.inspect` asks for this symbol; it is registered, so no Node type is needed. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}
