import { describeDirectory } from '@latchkey/directory/contract'
import { createSambaFixture } from '../environments/samba-ad/fixture.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

describeDirectory('Samba AD', () => createSambaFixture(samba()))
