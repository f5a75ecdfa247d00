/** A SID as it is written (MS-DTYP 2.4.2.1): revision, an authority of six bytes, and numbers of four. */
export function textOfSid(sid: Buffer): string {
  const parts = Array.from({ length: sid.readUInt8(1) }, (_, n) => sid.readUInt32LE(8 + 4 * n))
  return ['S', sid.readUInt8(0), sid.readUIntBE(2, 6), ...parts].join('-')
}
