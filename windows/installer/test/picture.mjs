/** Everything that a package could have changed: the whole registry, and all files of drive C. */
export function takePicture(wine) {
  return { registry: wine.registry(), files: wine.files() }
}

/** One line for each key, value, file or folder that came, went or became another; none where nothing did. */
export function differences(before, after) {
  return ['registry', 'files'].flatMap((part) => [
    ...[...after[part].keys()]
      .filter((name) => !before[part].has(name))
      .map((name) => `${part}: came ${name}`),
    ...[...before[part].keys()]
      .filter((name) => !after[part].has(name))
      .map((name) => `${part}: went ${name}`),
    ...[...before[part]]
      .filter(([name, value]) => after[part].has(name) && isOther(value, after[part].get(name)))
      .map(([name]) => `${part}: changed ${name}`),
  ])
}

function isOther(one, other) {
  return String(one) !== String(other)
}
