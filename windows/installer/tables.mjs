import { actionRows, HIDDEN_PROPERTIES } from './actions.mjs'
import { componentId, FILTER, KEEPER, PROVIDER } from './identifiers.mjs'
import { CONFIG_TABLE, LOCK_TABLE, serviceConfigRows, serviceRows } from './service.mjs'
import { DEFAULT_ADDRESS, SETTINGS } from './settings.mjs'

const AUTHENTICATION = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication'
const EVENT_SOURCE = 'SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Latchkey'
const HKLM = 2
// Of the directory in package.wxs: mixed case makes it private, so that nobody moves it by the command line.
const FOLDER = 'InstallFolder'

/** The queries that turn wixl's database into ours. `defaultUrl` may be absent: then nothing is carried. */
export function queries({ arch, version, defaultUrl }) {
  const rows = [
    ...SETTINGS.flatMap((setting, at) => settingRows(setting, at, arch)),
    ...wholeKeys(),
    ...folders(),
    ...keeper(),
    ...actionRows(),
    ...serviceRows(arch, { assignment, rawType }),
    ...serviceConfigRows(),
    installedProduct(),
    ...installedNumber(version, arch),
    ...defaultAddress(defaultUrl),
  ]
  return [
    LOCK_TABLE,
    CONFIG_TABLE,
    ...rows.map(insert),
    ...propertyLists(),
    ...order(),
    ...files(version),
  ]
}

// AppSearch overwrites what was given on the command line: it is kept before and put back after. So the order is
// command line, what an earlier install stored, what the package carries. A repair is asked for what it was given too;
// only the way out never is.
function settingRows(setting, at, arch) {
  const { property, key, value, must, otherwise, isNumber = false } = setting
  const name = `Set${property}`
  const given = `Given_${property}`
  const isWide = arch === 'x64'
  return [
    ...assignment(`Keep${property}`, {
      to: given,
      from: `[${property}]`,
      at: 30 + at,
      when: property,
    }),
    { AppSearch: { Property: property, Signature_: `Find${property}` } },
    {
      RegLocator: {
        Signature_: `Find${property}`,
        Root: HKLM,
        Key: key,
        Name: value,
        Type: rawType(arch),
      },
    },
    ...assignment(`Use${property}`, {
      to: property,
      from: `[${given}]`,
      at: 51 + at,
      when: given,
    }),
    ...(isNumber ? marked(property) : []),
    {
      LaunchCondition: {
        Condition: `REMOVE ~= "ALL" OR NOT ${given} OR ${must(given)}`,
        Description: otherwise,
      },
    },
    {
      Component: {
        Component: name,
        ComponentId: componentId(name, arch),
        Directory_: FOLDER,
        // Registry key path; asked again at each repair, so that a value can be added later; 64 bit.
        Attributes: 4 + 64 + (isWide ? 256 : 0),
        Condition: property,
        KeyPath: name,
      },
    },
    { FeatureComponents: { Feature_: 'AddIn', Component_: name } },
    registry(name, { key, name: value, value: `[${property}]`, component: name }),
  ]
}

// Only the installer's own spelling of a number, #1, becomes a REG_DWORD; that is also how AppSearch reads one.
function marked(property) {
  const when = `${property} AND NOT (${property} << "#")`
  return assignment(`Mark${property}`, { to: property, from: `#[${property}]`, at: 70, when })
}

/**
 * A property set from another (type 51). Never in the sequence of the user interface: that runs as whoever asks, and
 * what it found would have to be taken over from there.
 */
function assignment(action, { to, from, at, when }) {
  return [
    { CustomAction: { Action: action, Type: 51, Source: to, Target: from } },
    { InstallExecuteSequence: { Action: action, Condition: when, Sequence: at } },
  ]
}

function defaultAddress(defaultUrl) {
  const when = `NOT SERVER_URL AND ${DEFAULT_ADDRESS}`
  const use = { to: 'SERVER_URL', from: `[${DEFAULT_ADDRESS}]`, at: 69, when }
  const carried = { Property: { Property: DEFAULT_ADDRESS, Value: defaultUrl } }
  return [...assignment('UseDefaultAddress', use), ...(defaultUrl ? [carried] : [])]
}

// A second look beside the Upgrade table: its bookkeeping is the installer's own and can be damaged. Numbers, because
// conditions compare texts letter by letter.
function installedNumber(version, arch) {
  const number = numberOf(version)
  const [property, value, key] = ['INSTALLED_NUMBER', 'InstalledNumber', 'SOFTWARE\\Latchkey']
  const found = 'FindInstalledNumber'
  return [
    { AppSearch: { Property: property, Signature_: found } },
    { RegLocator: { Signature_: found, Root: HKLM, Key: key, Name: value, Type: rawType(arch) } },
    {
      LaunchCondition: {
        Condition: `Installed OR NOT ${property} OR ${property} <= ${number}`,
        Description:
          'A newer version of Latchkey is on this PC. Remove it first if you really want this one.',
      },
    },
    registry('InstalledNumber', { key, name: value, value: `${number}`, component: 'Settings' }),
  ]
}

// Another build of the same version is refused on the way out too; by this code it can always be removed.
function installedProduct() {
  const row = { key: 'SOFTWARE\\Latchkey', name: 'InstalledProduct', value: '[ProductCode]' }
  return registry('InstalledProduct', { ...row, component: 'Settings' })
}

/** Major, minor and patch in one number that grows with the version; the installer knows up to 255, 255 and 65535. */
export function numberOf(version) {
  const [major, minor, patch] = version.split(/[-+]/)[0].split('.').map(Number)
  // Above 127 the number would be negative to the installer.
  const isKnown = major < 128 && minor < 256 && patch < 65_536
  if (!isKnown)
    throw new Error(`${version} is not a version that the Windows Installer can compare`)
  return (major * 256 + minor) * 65_536 + patch
}

/** What the registry holds, from the 64-bit half on x64. */
function rawType(arch) {
  return arch === 'x64' ? 18 : 2
}

/** Keys that go as a whole (a row named -) with whatever an administrator or the add-in itself put there. */
function wholeKeys() {
  const keys = [
    ['Settings', 'SOFTWARE\\Latchkey'],
    ['Registration', `SOFTWARE\\Classes\\CLSID\\${PROVIDER}`],
    ['Registration', `SOFTWARE\\Classes\\CLSID\\${FILTER}`],
    ['Registration', `${AUTHENTICATION}\\Credential Providers\\${PROVIDER}`],
    ['Registration', `${AUTHENTICATION}\\Credential Provider Filters\\${FILTER}`],
    ['EventSource', EVENT_SOURCE],
  ]
  return keys.map(([component, key], at) =>
    registry(`WholeKey${at}`, { key, name: '-', component }),
  )
}

function folders() {
  const row = {
    FileKey: 'InstallFolder',
    Component_: 'Settings',
    DirProperty: FOLDER,
    InstallMode: 2,
  }
  return [{ RemoveFile: row }]
}

// The same program as a second service: as SYSTEM at each start of the PC and once at the install, it makes the machine
// key and ends. Not vital, and started by an action that may fail (actions.mjs): without a key the PC is one that the
// server doesn't know.
function keeper() {
  const [AUTOMATIC, OWN_PROCESS, NORMAL] = [2, 16, 1]
  const [STOP, UNINSTALL_STOP, UNINSTALL_DELETE] = [2, 32, 128]
  const service = {
    ServiceInstall: 'Keeper',
    Name: KEEPER,
    DisplayName: 'Latchkey key keeper',
    ServiceType: OWN_PROCESS,
    StartType: AUTOMATIC,
    ErrorControl: NORMAL,
    Arguments: '/keeper',
    Component_: 'Worker',
    Description: 'Makes the key of this PC where it has none of its own, and ends by itself.',
  }
  const control = {
    ServiceControl: 'Keeper',
    Name: KEEPER,
    Event: STOP + UNINSTALL_STOP + UNINSTALL_DELETE,
    Wait: 0,
    Component_: 'Worker',
  }
  return [{ ServiceInstall: service }, { ServiceControl: control }]
}

// A repair of a package for the whole machine runs elevated, and anybody may ask for one. So nothing that a command line
// holds comes along but what FindRelatedProducts found there; who installs as an administrator or SYSTEM is not bound
// by the list (Windows Installer, "Restricted Public Properties").
function propertyLists() {
  const secure = 'WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED'
  const hidden = HIDDEN_PROPERTIES.join(';')
  return [
    `UPDATE \`Property\` SET \`Value\`='${secure}' WHERE \`Property\`='SecureCustomProperties'`,
    insert({ Property: { Property: 'MsiHiddenProperties', Value: hidden } }),
  ]
}

// AppSearch has rows from here only, so wixl left the action out. The services come before settings and code, and are started
// after both. The old version goes after the new one is in place, within the same transaction: what both have (service,
// registration, settings, the machine's identity) stays, and no moment is without a registered provider.
function order() {
  return [
    insert({ InstallExecuteSequence: { Action: 'AppSearch', Sequence: 50 } }),
    insert({ InstallExecuteSequence: { Action: 'InstallExecute', Sequence: 6500 } }),
    "UPDATE `InstallExecuteSequence` SET `Sequence`=4900 WHERE `Action`='InstallServices'",
    "UPDATE `InstallExecuteSequence` SET `Sequence`=6550 WHERE `Action`='RemoveExistingProducts'",
  ]
}

// wixl leaves the version out, and Windows never lets a file without one replace a file with one.
function files(version) {
  const numbers = `${version.split(/[-+]/)[0]}.0`
  return [
    `UPDATE \`File\` SET \`Version\`='${numbers}', \`Language\`='1033'`,
    // One by one: libmsi passes over rows when it deletes several.
    ...['ProviderDll', 'EventsDll', 'WorkerExe'].map(
      (file) => `DELETE FROM \`MsiFileHash\` WHERE \`File_\`='${file}'`,
    ),
  ]
}

function registry(id, { key, name, value, component }) {
  const row = { Registry: id, Root: HKLM, Key: key, Name: name, Component_: component }
  return { Registry: value === undefined ? row : { ...row, Value: value } }
}

function insert(row) {
  const [[table, columns]] = Object.entries(row)
  const names = Object.keys(columns).map((name) => `\`${name}\``)
  const values = Object.values(columns).map((value) =>
    typeof value === 'number' ? value : `'${value}'`,
  )
  return `INSERT INTO \`${table}\` (${names.join(', ')}) VALUES (${values.join(', ')})`
}
