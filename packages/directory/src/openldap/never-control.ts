import { BerWriter, Control, NotFilter, PresenceFilter } from 'ldapts'

const ASSERTION = '1.3.6.1.1.12'
const OCTET_STRING = 0x04

/**
 * An assertion that no entry meets (RFC 4528), critical: a modify that carries it is judged and never
 * carried out, and one that does not know it refuses (12).
 */
export class NeverControl extends Control {
  constructor() {
    super(ASSERTION, { critical: true })
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    new NotFilter({ filter: new PresenceFilter({ attribute: 'objectClass' }) }).write(value)
    writer.writeBuffer(value.buffer, OCTET_STRING)
  }
}
