import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSmall } from '../build-binaries.mjs'
import { MSI_NAME } from '../build-msi.mjs'
import { FILTER, KEEPER, PROVIDER, SERVICE } from '../identifiers.mjs'
import { SETTINGS } from '../settings.mjs'
import { numberOf } from '../tables.mjs'
import { summaryOf, tableOf, tablesOf } from './database.mjs'
import { check } from './harness.mjs'
import { sameBytes } from './packages.mjs'

/** What a package says, read back from its tables: the only thing that can be known of the x86 one without 32-bit Wine. */
export function checkTables(packages, arch) {
  const msi = join(packages.make('1.2.3', arch), MSI_NAME)
  const isWide = arch === 'x64'
  const named = (name) => `${arch}: ${name}`
  const rows = (table) => tableOf(msi, table)
  const property = (name) => rows('Property').find((row) => row.Property === name)?.Value
  const sequence = (action) =>
    Number(rows('InstallExecuteSequence').find((row) => row.Action === action)?.Sequence)

  check(named('is made for its architecture, in English'), (is) => {
    is.equal(summaryOf(msi).Template, isWide ? 'x64;1033' : 'Intel;1033')
  })
  check(named('every component is of that architecture'), (is) => {
    for (const row of rows('Component'))
      is.equal((Number(row.Attributes) & 256) !== 0, isWide, row.Component)
  })
  check(named('refuses the other architecture'), (is) => {
    const wanted = `Installed OR ${isWide ? '' : 'NOT '}VersionNT64`
    is.ok(rows('LaunchCondition').some((row) => row.Condition === wanted))
  })
  check(named('refuses Windows older than 7 with Service Pack 1'), (is) => {
    const found = rows('LaunchCondition').some((row) =>
      row.Condition.includes('ServicePackLevel >= 1'),
    )
    is.ok(found)
  })
  check(named('the DLLs carry the version in their names, and each file has one'), (is) => {
    const files = rows('File').map((row) => `${row.FileName} ${row.Version}`)
    is.deepEqual(files.sort(), [
      'LatchkeyEvents-1.2.3.dll 1.2.3.0',
      'LatchkeyProvider-1.2.3.dll 1.2.3.0',
      'LatchkeyWorker.exe 1.2.3.0',
    ])
    is.deepEqual(rows('MsiFileHash'), [])
  })
  check(
    named(
      'registers by rows: no self-registration, no code but for log folders, enrolment code, machine key and keeper',
    ),
    (is) => {
      is.ok(!tablesOf(msi).includes('SelfReg'))
      const code = rows('CustomAction').filter((row) => (Number(row.Type) & 0x3f) !== 51)
      is.deepEqual(code.map((row) => row.Action).sort(), [
        'ForgetEnrolmentCode',
        'ForgetMachineKey',
        'MakeLogFolders',
        'RemoveLogFolders',
        'StartKeeper',
        'StoreEnrolmentCode',
      ])
    },
  )
  check(named('registers provider and filter with the DLL of this version'), (is) => {
    const keys = rows('Registry').map((row) => `${row.Key}|${row.Name}|${row.Value}`)
    for (const clsid of [PROVIDER, FILTER]) {
      is.ok(keys.includes(`SOFTWARE\\Classes\\CLSID\\${clsid}\\InprocServer32||[#ProviderDll]`))
      is.ok(
        keys.includes(
          `SOFTWARE\\Classes\\CLSID\\${clsid}\\InprocServer32|ThreadingModel|Apartment`,
        ),
      )
    }
    is.ok(keys.some((key) => key.includes(`Credential Providers\\${PROVIDER}||`)))
    is.ok(keys.some((key) => key.includes(`Credential Provider Filters\\${FILTER}||`)))
  })
  check(named('writes none of the keys that are not ours to write'), (is) => {
    const text = JSON.stringify(rows('Registry'))
    for (const word of ['ProhibitFallbacks', 'SCHANNEL', '86D2F0AC', 'Policies', 'IdleTimeout'])
      is.ok(!text.includes(word), word)
  })
  check(
    named(
      'the worker is a demand-start service of LocalService with one privilege and a SID of its own',
    ),
    (is) => {
      const service = rows('ServiceInstall').find((row) => row.Name === SERVICE)
      is.deepEqual(
        [service.Name, service.StartType, service.ServiceType],
        ['LatchkeyWorker', '3', '16'],
      )
      // A private property: no command line names another account.
      is.equal(service.StartName, '[ServiceAccount]')
      is.equal(property('ServiceAccount'), 'NT AUTHORITY\\LocalService')
      const others = rows('CustomAction').filter((row) => row.Source === 'ServiceAccount')
      is.deepEqual(
        others.map((row) => row.Target),
        ['NT AUTHORITY\\NetworkService'],
      )
      is.deepEqual(configOf(rows, SERVICE), [
        ['5', '1'],
        ['6', 'SeChangeNotifyPrivilege'],
      ])
    },
  )
  check(
    named('only SYSTEM and administrators may start the worker, and nothing restarts it'),
    (is) => {
      const locks = rows('MsiLockPermissionsEx')
      is.deepEqual(
        locks.map((row) => [row.Table, row.LockObject]),
        [
          [
            'ServiceInstall',
            rows('ServiceInstall').find((row) => row.Name === SERVICE).ServiceInstall,
          ],
        ],
      )
      const [flags, ...entries] = locks[0].SDDLText.split(/[()]/).filter(Boolean)
      is.equal(flags, 'D:')
      is.deepEqual(
        entries.filter((one) => one.includes('RP')).map((one) => one.split(';')[5]),
        ['SY', 'BA'],
      )
      is.equal(entries.length, 2)
      // Windows Installer 5 refuses a package that has both tables of permissions (error 1941).
      is.ok(!tablesOf(msi).includes('LockPermissions'))
      is.ok(!tablesOf(msi).includes('MsiServiceConfigFailureActions'))
      is.ok(!JSON.stringify(rows('Registry')).includes('FailureActions'))
    },
  )
  check(named('no action of ours can stop an install or a removal'), (is) => {
    const ours = rows('CustomAction').filter((row) => (Number(row.Type) & 0x3f) !== 51)
    is.ok(ours.length >= 4)
    // msidbCustomActionTypeContinue; the installer never stops for what a rollback gives.
    for (const row of ours) is.ok((Number(row.Type) & (64 + 256)) !== 0, row.Action)
  })
  check(
    named('the keeper is the same program as SYSTEM, at each start, with one privilege'),
    (is) => {
      is.deepEqual(
        rows('ServiceInstall')
          .map((row) => row.Name)
          .sort(),
        [KEEPER, SERVICE],
      )
      const keeper = rows('ServiceInstall').find((row) => row.Name === KEEPER)
      is.deepEqual(
        [keeper.StartType, keeper.ServiceType, keeper.Arguments, keeper.Component_],
        ['2', '16', '/keeper', 'Worker'],
      )
      // Not vital (0x8000): the install does not fail with it.
      is.deepEqual([keeper.ErrorControl, keeper.StartName ?? ''], ['1', ''])
      is.deepEqual(configOf(rows, KEEPER), [['6', 'SeChangeNotifyPrivilege']])
    },
  )
  check(
    named('SID and privileges are told to the Service Control Manager before a service starts'),
    (is) => {
      const config = rows('MsiServiceConfig')
      // At the install and at a repair, with the component that holds the program.
      for (const row of config) is.deepEqual([row.Event, row.Component_], ['5', 'Worker'])
      is.equal(config.length, 3)
      is.ok(sequence('InstallServices') < sequence('MsiConfigureServices'))
      is.ok(sequence('MsiConfigureServices') < sequence('StartKeeper'))
      // Its own record of a service is nobody else's to write.
      is.ok(!JSON.stringify(rows('Registry')).includes('CurrentControlSet\\\\Services\\\\Latchkey'))
    },
  )
  check(named('the keeper starts after settings and code are there'), (is) => {
    is.ok(sequence('WriteRegistryValues') < sequence('StartKeeper'))
    is.ok(sequence('StoreEnrolmentCode') < sequence('StartKeeper'))
    // Within the transaction, or it would run on a PC that the install is undone on.
    is.ok(sequence('StartKeeper') < sequence('InstallExecute'))
  })
  check(
    named('no start of a service can end an install: none is asked of the installer itself'),
    (is) => {
      const START = 1
      for (const row of rows('ServiceControl')) is.equal(Number(row.Event) & START, 0, row.Name)
    },
  )
  check(named('both services are stopped on both ways and deleted on the way out'), (is) => {
    is.deepEqual(
      rows('ServiceControl')
        .map((row) => [row.Name, row.Event, row.Wait])
        .sort(),
      [
        [KEEPER, '162', '0'],
        [SERVICE, '162', '1'],
      ],
    )
  })
  check(named('never forces a restart, nor lets the Restart Manager end LogonUI'), (is) => {
    is.equal(property('REBOOT'), 'ReallySuppress')
    is.equal(property('MSIRESTARTMANAGERCONTROL'), 'Disable')
    is.ok(!rows('InstallExecuteSequence').some((row) => /Reboot/.test(row.Action)))
  })
  check(named('nothing that a person without rights gives reaches an elevated repair'), (is) => {
    is.deepEqual(property('SecureCustomProperties').split(';'), [
      'WIX_DOWNGRADE_DETECTED',
      'WIX_UPGRADE_DETECTED',
    ])
    // Nor the folder: a directory is a property, and a public one could be set.
    for (const { Directory: name } of rows('Directory'))
      is.ok(/[a-z]/.test(name) || name === 'TARGETDIR', name)
  })
  check(named('a value that a repair is given is looked at as that of an install'), (is) => {
    const conditions = rows('LaunchCondition').map((row) => row.Condition)
    for (const { property: name } of SETTINGS) {
      const own = conditions.filter((one) => one.includes(`Given_${name} `))
      is.equal(own.length, 1, name)
      is.ok(own[0].startsWith(`REMOVE ~= "ALL" OR NOT Given_${name} OR `), own[0])
    }
  })
  check(named('the enrolment code is in no log'), (is) => {
    const hidden = property('MsiHiddenProperties').split(';')
    const holders = rows('CustomAction').filter((row) => row.Target.includes('[ENROLMENT_CODE]'))
    is.deepEqual(
      holders.map((row) => row.Source),
      ['StoreEnrolmentCode'],
    )
    for (const row of holders) is.ok(hidden.includes(row.Source) && isSilent(row), row.Action)
    is.ok(hidden.includes('ENROLMENT_CODE') && hidden.includes('CustomActionData'))
    is.ok(isSilent(rows('CustomAction').find((row) => row.Action === 'StoreEnrolmentCode')))
    is.ok(!JSON.stringify(rows('Registry')).includes('ENROLMENT_CODE'))
  })
  check(named('keeps the command line before the search and puts it back after it'), (is) => {
    const order = new Map(
      rows('InstallExecuteSequence').map((row) => [row.Action, Number(row.Sequence)]),
    )
    for (const { property: name } of SETTINGS) {
      is.ok(order.get(`Keep${name}`) < order.get('AppSearch'), name)
      is.ok(order.get('AppSearch') < order.get(`Use${name}`), name)
      is.ok(order.get(`Use${name}`) < order.get('UseDefaultAddress'), name)
    }
    is.ok(order.get('UseDefaultAddress') < order.get('LaunchConditions'))
  })
  check(named('searches and settles nothing as whoever opened the window'), (is) => {
    const actions = rows('InstallUISequence').map((row) => row.Action)
    is.ok(actions.includes('ExecuteAction'))
    is.deepEqual(
      actions.filter((one) => one === 'AppSearch' || /^(Keep|Use|Mark)/.test(one)),
      [],
    )
  })
  check(named('no setting is written unless it was given'), (is) => {
    for (const { property: name } of SETTINGS) {
      const component = rows('Component').find((row) => row.Component === `Set${name}`)
      is.equal(component?.Condition, name)
    }
  })
  check(named('what stores the code is undone before it is done'), (is) => {
    const row = rows('CustomAction').find((one) => one.Action === 'ForgetEnrolmentCode')
    is.equal(Number(row.Type), 1 + 256 + 1024 + 2048)
    is.ok(sequence('ForgetEnrolmentCode') < sequence('StoreEnrolmentCode'))
  })
  check(named('the DLLs of the package itself are the same, wherever they are built'), (is) => {
    const folders = ['here', 'there'].map((name) => join(packages.room, name, arch))
    for (const into of folders) buildSmall({ arch, version: '1.2.3', into, work: `${into}-work` })
    for (const name of readdirSync(folders[0])) {
      const [one, other] = folders.map((folder) => readFileSync(join(folder, name)))
      is.ok(one.equals(other), name)
    }
  })
  check(named('an upgrade removes the old version last, inside the transaction'), (is) => {
    is.ok(sequence('InstallExecute') < sequence('RemoveExistingProducts'))
    is.ok(sequence('RemoveExistingProducts') < sequence('InstallFinalize'))
  })
  check(named('a newer version is refused by two conditions'), (is) => {
    const conditions = rows('LaunchCondition').map((row) => row.Condition)
    is.ok(conditions.includes('NOT WIX_DOWNGRADE_DETECTED'))
    is.ok(
      conditions.includes(
        `Installed OR NOT INSTALLED_NUMBER OR INSTALLED_NUMBER <= ${numberOf('1.2.3')}`,
      ),
    )
  })
  check(named('the same source makes the same bytes'), (is) => {
    is.ok(sameBytes(packages.make('1.2.3', arch), packages.make('1.2.3', arch, { name: 'again' })))
  })
  check(named('another address makes another package code, the same product'), (is) => {
    const other = join(
      packages.make('1.2.3', arch, { name: 'url', defaultUrl: 'https://reset.example.org' }),
      MSI_NAME,
    )
    is.notEqual(
      summaryOf(other)['Revision number (UUID)'],
      summaryOf(msi)['Revision number (UUID)'],
    )
    const code = (file) =>
      tableOf(file, 'Property').find((row) => row.Property === 'ProductCode').Value
    is.equal(code(other), code(msi))
  })
}

// Type and value of what MsiServiceConfig says of a service.
function configOf(rows, service) {
  return rows('MsiServiceConfig')
    .filter((row) => row.Name === service)
    .map((row) => [row.ConfigType, row.Argument])
    .sort()
}

// msidbCustomActionTypeHideTarget
function isSilent(row) {
  return (Number(row.Type) & 8192) !== 0
}
