/** windmc wants UTF-16 without a byte order mark and lines that end as on Windows. */
export function encodeMessages(text) {
  return Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'utf16le')
}
