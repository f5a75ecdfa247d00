import type { Locale } from '@latchkey/protocol'
import { audit } from './en/audit.ts'
import { client } from './en/client.ts'
import { mail } from './en/mail.ts'
import { page } from './en/page.ts'
import { passkey } from './en/passkey.ts'
import { problem } from './en/problem.ts'
import { question } from './en/question.ts'
import { sms } from './en/sms.ts'
import { step } from './en/step.ts'
import { audit as auditFr } from './fr/audit.ts'
import { client as clientFr } from './fr/client.ts'
import { mail as mailFr } from './fr/mail.ts'
import { page as pageFr } from './fr/page.ts'
import { passkey as passkeyFr } from './fr/passkey.ts'
import { problem as problemFr } from './fr/problem.ts'
import { question as questionFr } from './fr/question.ts'
import { sms as smsFr } from './fr/sms.ts'
import { step as stepFr } from './fr/step.ts'
import { typesetFrench } from './typeset-french.ts'

const en = {
  ...step,
  ...page,
  ...mail,
  ...sms,
  ...client,
  ...problem,
  ...audit,
  ...question,
  ...passkey,
}
const fr = {
  ...stepFr,
  ...pageFr,
  ...mailFr,
  ...smsFr,
  ...clientFr,
  ...problemFr,
  ...auditFr,
  ...questionFr,
  ...passkeyFr,
}

/** Every key of the English catalogue; a language that lacks one does not compile. */
export type TextKey = keyof typeof en

/** The ICU message of each key, by language. */
export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = {
  en,
  fr: typesetFrench(fr),
}
