import { KEEPER, SERVICE } from './identifiers.mjs'
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

/**
 * What the Service Control Manager is told of both services, by the installer's own table: the worker has a SID of its
 * own, which opens pipe and key to it alone, and LocalService may impersonate unless the privileges are named.
 */
export function serviceConfigRows() {
  const [SID_TYPE, PRIVILEGES] = [5, 6]
  const UNRESTRICTED = '1'
  return [
    config('WorkerSid', SERVICE, SID_TYPE, UNRESTRICTED),
    config('WorkerPrivileges', SERVICE, PRIVILEGES, 'SeChangeNotifyPrivilege'),
    config('KeeperPrivileges', KEEPER, PRIVILEGES, 'SeChangeNotifyPrivilege'),
    // Between the making of the services and the keeper's first start.
    { InstallExecuteSequence: { Action: 'MsiConfigureServices', Sequence: 4950 } },
  ]
}

function config(id, service, type, argument) {
  const INSTALL_AND_REPAIR = 1 + 4
  const row = {
    MsiServiceConfig: id,
    Name: service,
    Event: INSTALL_AND_REPAIR,
    ConfigType: type,
    Argument: argument,
    Component_: 'Worker',
  }
  return { MsiServiceConfig: row }
}

/** wixl knows no such tables. */
export const CONFIG_TABLE =
  'CREATE TABLE `MsiServiceConfig` (`MsiServiceConfig` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL, ' +
  '`Event` SHORT NOT NULL, `ConfigType` LONG NOT NULL, `Argument` CHAR(0), `Component_` CHAR(72) NOT NULL ' +
  'PRIMARY KEY `MsiServiceConfig`)'
export const LOCK_TABLE =
  'CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, ' +
  '`Table` CHAR(32) NOT NULL, `SDDLText` CHAR(0) NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)'
