import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { needPackages, root, step, windows } from '../steps.mjs'

const TRIPLE = 'x86_64-w64-mingw32'
const TARGETS = 'logonhost standin latchkey_provider latchkey_provider_for_tests'

/** Builds the host, the stand-in and the provider with the flags of a release; says where they lie. */
export function buildAll() {
  const build = join(root, 'dist/windows-build/bench')
  needPackages('cmake ninja-build mingw-w64 wine wine64 xvfb xauth nlohmann-json3-dev doctest-dev')
  step(
    `cmake -G Ninja -S '${windows}' -B '${build}' -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_BUILD_TYPE=Release \
      -DCMAKE_CXX_COMPILER=${TRIPLE}-g++-win32 -DCMAKE_RC_COMPILER=${TRIPLE}-windres`,
  )
  step(`cmake --build '${build}' -j 2 --target ${TARGETS}`)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    host: join(build, 'host/logonhost.exe'),
    standin: join(build, 'host/standin.dll'),
    // Its twin for the host takes its mode from the environment; what it costs is what the shipped one costs.
    provider: join(build, 'provider/tests/LatchkeyProvider.dll'),
    shipped: join(build, `provider/LatchkeyProvider-${version}.dll`),
    prefix: join(build, 'prefix'),
    stage: join(build, 'stage'),
  }
}
