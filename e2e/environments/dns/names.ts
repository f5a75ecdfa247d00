import dns from 'node:dns'
import { onTestFinished, vi } from 'vitest'

/** Has this process resolve these names, for one test, as a network that knows them would. */
export function resolveNames(names: Readonly<Record<string, string>>): void {
  const { lookup } = dns
  const known = (name: unknown, ...rest: unknown[]) =>
    Reflect.apply(lookup, dns, [names[String(name)] ?? name, ...rest])
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(known)
  onTestFinished(() => void spy.mockRestore())
}
