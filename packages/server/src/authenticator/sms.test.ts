import { describeSentCode } from './sent-code.contract.ts'
import { createSms } from './sms.ts'

describeSentCode('text message', 'sms', {
  create: createSms,
  addressOf: (count) => `+1202555${String(100 + count).padStart(4, '0')}`,
})
