/** The median, and the values that one in ten lies below and above. */
export function spread(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.round((sorted.length - 1) * share)]
  return { median: at(0.5), low: at(0.1), high: at(0.9) }
}
