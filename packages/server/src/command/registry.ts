import { adminInvite } from './admin-invite.ts'
import { auditList } from './audit-list.ts'
import type { Command } from './command.ts'
import { configCheck } from './config-check.ts'
import { configShow } from './config-show.ts'
import { directoryCanary } from './directory-canary.ts'
import { directoryCheck } from './directory-check.ts'
import { keysRotate } from './keys-rotate.ts'
import { machineApprove, machineList, machineRevoke } from './machine.ts'
import { machineCode } from './machine-code.ts'
import { migrate } from './migrate.ts'
import { passIssue, passRevoke } from './pass.ts'
import { personFreeze, personUnfreeze, personUnlock } from './person-act.ts'
import { personEnrolLink } from './person-enrol-link.ts'
import { personImport } from './person-import.ts'
import { personShow } from './person-show.ts'
import { seed } from './seed.ts'
import { serve } from './serve.ts'
import { windowsPackage } from './windows-package.ts'

/** Every command, in the order of help. */
export const COMMANDS: readonly Command[] = [
  serve,
  migrate,
  configCheck,
  configShow,
  directoryCheck,
  directoryCanary,
  personImport,
  personShow,
  personUnlock,
  personFreeze,
  personUnfreeze,
  personEnrolLink,
  passIssue,
  passRevoke,
  auditList,
  adminInvite,
  machineList,
  machineApprove,
  machineRevoke,
  machineCode,
  windowsPackage,
  keysRotate,
  seed,
]
