import type { Secret } from '@latchkey/protocol'

/** MS-ADTS 3.1.1.3.1.5: the password in double quotes, UTF-16LE. A quote inside it needs no escape. */
export function unicodePwd(password: Secret<string>): Buffer {
  return password.use((value) => Buffer.from(`"${value.normalize('NFC')}"`, 'utf16le'))
}
