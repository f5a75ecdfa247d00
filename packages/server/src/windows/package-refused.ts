/** The file can't be used; the message tells why, for the end of a sentence about the file. */
export class PackageRefused extends Error {
  override readonly name = 'PackageRefused'
}
