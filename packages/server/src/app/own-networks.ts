import { isInNetwork, LIMITS, type LimitName, type Policy } from '@latchkey/core'

/** How many flows an address may begin: more in a network of the organisation, where many share one. */
export function flowsAllowed({ ownNetworks }: Policy, address: string | null): number {
  const own = ownNetworks.find(({ network }) => address !== null && isInNetwork(address, network))
  return own?.flows ?? LIMITS['flows-from-address'].most
}

/** How much of another budget an address has: more where it may begin more flows, as more people stand behind it. */
export function mostFrom(policy: Policy, address: string, limit: LimitName): number {
  const share = flowsAllowed(policy, address) / LIMITS['flows-from-address'].most
  return Math.ceil(LIMITS[limit].most * share)
}
