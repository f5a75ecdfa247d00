import type { Ldap } from '@latchkey/directory'

/** Does something around the next modify, in place of what the connection would have done. */
export function atModify(around: (send: () => Promise<void>) => Promise<void>) {
  return (ldap: Ldap): Ldap => ({
    ...ldap,
    write: (work) =>
      ldap.write((connection) => {
        const { client } = connection
        const modify: typeof client.modify = (...sent) => around(() => client.modify(...sent))
        const between = new Proxy(client, {
          get: (target, name) => {
            if (name === 'modify') return modify
            const value: unknown = Reflect.get(target, name)
            return typeof value === 'function' ? value.bind(target) : value
          },
        })
        return work({ ...connection, client: between })
      }),
  })
}

/** Counts the binds as people. */
export function countSignIns() {
  const counted = { signIns: 0 }
  const between = (ldap: Ldap): Ldap => ({
    ...ldap,
    signIn: (person) => {
      counted.signIns += 1
      return ldap.signIn(person)
    },
  })
  return { counted, between }
}
