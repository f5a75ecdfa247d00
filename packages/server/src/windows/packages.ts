/** What the add-in's package is called, as it was published, one folder for each kind of Windows. */
export const PACKAGE_FILE = 'SsprWindowsLogon.PROD.msi'
export const ARCHITECTURES = ['x64', 'x86'] as const
export type Architecture = (typeof ARCHITECTURES)[number]

/** The property that tells an installation where its server is, unless something else does. */
export const SERVER_PROPERTY = 'DEFAULT_SERVER_URL'
