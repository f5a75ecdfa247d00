/** One entry of a list of rights (MS-DTYP 2.4.4), so far as it is judged here. */
type Ace = {
  readonly isAllow: boolean
  readonly mask: number
  /** The one right or attribute that it is about; nothing where it is about all. */
  readonly object: string | undefined
  readonly sid: string
}

const DACL_OFFSET_AT = 16
const ACL_HEAD = 8
const INHERIT_ONLY = 0x08
const CONTROL_ACCESS = 0x100
const HAS_OBJECT_TYPE = 1
const HAS_INHERITED_TYPE = 2
const GUID = 16

// ACCESS_ALLOWED, ACCESS_DENIED, and the two with an object (MS-DTYP 2.4.4.1).
const TYPES = new Map([
  [0, { isAllow: true, hasObject: false }],
  [1, { isAllow: false, hasObject: false }],
  [5, { isAllow: true, hasObject: true }],
  [6, { isAllow: false, hasObject: true }],
])

/**
 * Whether a security descriptor gives one of these SIDs a control access right such as Reset Password:
 * the first entry about it decides, as it does for the directory (MS-ADTS 5.1.3.3.4).
 */
export function grantsControlAccess(
  descriptor: Buffer,
  sids: readonly Buffer[],
  right: Buffer,
): boolean {
  const ours = new Set(sids.map((sid) => sid.toString('hex')))
  const wanted = right.toString('hex')
  const deciding = acesOf(descriptor).find(
    ({ mask, object, sid }) =>
      (mask & CONTROL_ACCESS) !== 0 && ours.has(sid) && (object === undefined || object === wanted),
  )
  return deciding?.isAllow ?? false
}

function acesOf(descriptor: Buffer): Ace[] {
  const start = descriptor.readUInt32LE(DACL_OFFSET_AT)
  // Without a list everybody may do everything.
  if (start === 0) return []
  const count = descriptor.readUInt16LE(start + 4)
  const aces: Ace[] = []
  let at = start + ACL_HEAD
  for (let n = 0; n < count; n++) {
    const size = descriptor.readUInt16LE(at + 2)
    const ace = aceOf(descriptor.subarray(at, at + size))
    if (ace) aces.push(ace)
    at += size
  }
  return aces
}

function aceOf(bytes: Buffer): Ace | undefined {
  const type = TYPES.get(bytes.readUInt8(0))
  if (!type || (bytes.readUInt8(1) & INHERIT_ONLY) !== 0) return
  const mask = bytes.readUInt32LE(4)
  const { isAllow } = type
  if (!type.hasObject) return { isAllow, mask, object: undefined, sid: bytes.toString('hex', 8) }
  const flags = bytes.readUInt32LE(8)
  const afterObject = 12 + ((flags & HAS_OBJECT_TYPE) !== 0 ? GUID : 0)
  const object = afterObject > 12 ? bytes.toString('hex', 12, afterObject) : undefined
  const afterBoth = afterObject + ((flags & HAS_INHERITED_TYPE) !== 0 ? GUID : 0)
  return { isAllow, mask, object, sid: bytes.toString('hex', afterBoth) }
}
