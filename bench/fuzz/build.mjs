import { needPackages, step, windows } from '../steps.mjs'
import { folders, TARGETS } from './rooms.mjs'

/** Builds the libFuzzer targets with ASan and UBSan; installs the compiler where it is missing. */
export function buildTargets() {
  const { build } = folders
  const flags =
    '-DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLATCHKEY_SANITIZE=ON'
  needPackages('clang libclang-rt-14-dev cmake ninja-build nlohmann-json3-dev doctest-dev')
  step(`cmake -G Ninja -S '${windows}' -B '${build}' ${flags} -DLATCHKEY_FUZZ=ON`)
  step(`cmake --build '${build}' -j 2 --target ${TARGETS.map(({ name }) => name).join(' ')}`)
}
