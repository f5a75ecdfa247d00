import { isInNetwork, LIMITS, type Policy } from '@latchkey/core'

/** How many flows an address may begin: more in a network of the organisation, where many share one. */
export function flowsAllowed({ ownNetworks }: Policy, address: string | null): number {
  const own = ownNetworks.find(({ network }) => address !== null && isInNetwork(address, network))
  return own?.flows ?? LIMITS['flows-from-address'].most
}
