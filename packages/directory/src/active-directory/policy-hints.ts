import { type BerWriter, Control } from 'ldapts'

// MS-ADTS 3.1.1.3.4.1.27: the current control, and the one of Windows Server 2008 R2.
const KNOWN = ['1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066']
const HOLD_HISTORY_AND_AGE = 1

/**
 * Has a domain controller hold history and minimum age against an administrative reset too. Critical, so
 * that one which can't is heard to refuse, where otherwise an old password would come back unseen.
 */
export class PolicyHintsControl extends Control {
  constructor(type: string) {
    super(type, { critical: true })
  }

  protected override writeControl(writer: BerWriter): void {
    const value = Buffer.from([0x30, 0x03, 0x02, 0x01, HOLD_HISTORY_AND_AGE])
    writer.writeBuffer(value, 0x04)
  }
}

/** The control that this domain controller lists, the better one first; Samba lists none. */
export function policyHints(supportedControls: readonly string[]): PolicyHintsControl | undefined {
  const type = KNOWN.find((one) => supportedControls.includes(one))
  return type === undefined ? undefined : new PolicyHintsControl(type)
}
