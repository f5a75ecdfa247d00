import { SERVICE } from './identifiers.mjs'
import { POLICIES } from './settings.mjs'

// Mixed case makes it private: nobody can name another account on the command line (Windows Installer, "Private
// Properties").
const ACCOUNT = 'ServiceAccount'
const LOCAL = 'NT AUTHORITY\\LocalService'
const NETWORK = 'NT AUTHORITY\\NetworkService'
const POLICY = 'POLICY_WORKER_ACCOUNT'

// SYSTEM asks, starts, stops and reads; administrators may everything; nobody else anything, so that no program of
// a person's starts a flow or takes the pipe's name while the worker is away.
const ACCESS = 'D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;BA)'

/** As whom the worker runs, and who may start it. `tools` makes rows that other settings have too. */
export function serviceRows(arch, { assignment, rawType }) {
  const find = 'FindPolicyWorkerAccount'
  const isNetwork = (name) => `${name} ~= "NetworkService"`
  return [
    { Property: { Property: ACCOUNT, Value: LOCAL } },
    { AppSearch: { Property: POLICY, Signature_: find } },
    {
      RegLocator: {
        Signature_: find,
        Root: 2,
        Key: POLICIES,
        Name: 'WorkerAccount',
        Type: rawType(arch),
      },
    },
    ...assignment('UseNetworkService', {
      to: ACCOUNT,
      from: NETWORK,
      at: 71,
      when: `${isNetwork(POLICY)} OR (NOT ${POLICY} AND ${isNetwork('WORKER_ACCOUNT')})`,
    }),
    {
      MsiLockPermissionsEx: {
        MsiLockPermissionsEx: SERVICE,
        LockObject: 'Worker',
        Table: 'ServiceInstall',
        SDDLText: ACCESS,
      },
    },
  ]
}

/** wixl knows no such table. */
export const LOCK_TABLE =
  'CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, ' +
  '`Table` CHAR(32) NOT NULL, `SDDLText` CHAR(0) NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)'
