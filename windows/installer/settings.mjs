const KEY = 'SOFTWARE\\Latchkey'
/** Where Group Policy writes: read by the package for the one setting that only it can follow, never written. */
export const POLICIES = 'SOFTWARE\\Policies\\Latchkey'

/**
 * The properties of the package and the registry values that they become, under HKLM. `must` is the condition
 * that a value from the command line has to meet, `otherwise` what is said when it doesn't.
 */
export const SETTINGS = [
  {
    property: 'SERVER_URL',
    value: 'ServerUrl',
    must: (name) => `${name} ~<< "https://"`,
    otherwise: 'SERVER_URL must start with https://',
  },
  {
    property: 'UI_MODE',
    value: 'UiMode',
    must: (name) => `${name} ~= "auto" OR ${name} ~= "wrap" OR ${name} ~= "tile"`,
    otherwise: 'UI_MODE is auto, wrap or tile.',
  },
  {
    property: 'ENABLE_LOGGING',
    value: 'EnableLogging',
    isNumber: true,
    must: (name) => `${name} = "0" OR ${name} = "1" OR ${name} = "#0" OR ${name} = "#1"`,
    otherwise: 'ENABLE_LOGGING is 0 or 1.',
  },
  { property: 'PROXY', value: 'Proxy' },
  { property: 'PINNED_SPKI', value: 'PinnedSpki' },
  { property: 'LINK_TEXT', value: 'LinkText' },
  { property: 'SUPPORT_TEXT', value: 'SupportText' },
  {
    property: 'WORKER_ACCOUNT',
    value: 'WorkerAccount',
    // The add-in never asks for it: it decides as whom the package installs the service.
    isOfPackage: true,
    must: (name) => `${name} ~= "LocalService" OR ${name} ~= "NetworkService"`,
    otherwise: 'WORKER_ACCOUNT is LocalService or NetworkService.',
  },
].map((setting) => ({ key: KEY, ...plainText(setting.property), ...setting }))

// The installer would take a text that begins with # for a number (Registry table, column Value).
function plainText(property) {
  return {
    must: (name) => `NOT (${name} << "#")`,
    otherwise: `${property} must not begin with #.`,
  }
}

/** Stored by an action of ours instead: the installer writes what a row of its Registry table holds into its log. */
export const ENROLMENT_CODE = 'ENROLMENT_CODE'

/** What the package carries: the address that counts when nobody gave another one. */
export const DEFAULT_ADDRESS = 'DEFAULT_SERVER_URL'
