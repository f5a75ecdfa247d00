import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, removeFolder } from '../program.ts'

// slapo-ppolicy(5), pwdCheckModule: anything but 0 refuses.
const SOURCE = `#include <string.h>
int check_password(char *password, char **error, void *entry, void *argument) {
  (void) error; (void) entry; (void) argument;
  return strstr(password, "Unwelcome") ? 1 : 0;
}
`

export type CheckModule = { readonly file: string; [Symbol.asyncDispose](): Promise<void> }

/** Builds a library for `pwdCheckModule` that refuses passwords with "Unwelcome" in them. */
export function makeCheckModule(): CheckModule {
  const dir = newFolder()
  const [source, file] = [join(dir, 'check.c'), join(dir, 'check.so')]
  writeFileSync(source, SOURCE)
  execFileSync('cc', ['-shared', '-fPIC', '-o', file, source])
  return { file, [Symbol.asyncDispose]: async () => removeFolder(dir) }
}
