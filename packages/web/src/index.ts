export { type AccountPageProps, accountPage } from './account/account.tsx'
export { ADDRESS_PAGES, addAddressPage, addressCodePage } from './account/add-address.tsx'
export { type AddAppPageProps, addAppPage } from './account/add-app.tsx'
export { type AddPasskeyPageProps, addPasskeyPage } from './account/add-passkey.tsx'
export { authenticatorPage } from './account/authenticator.tsx'
export { proofCodePage, proofPage } from './account/proof.tsx'
export { proofQuestionsPage } from './account/proof-questions.tsx'
export { type QuestionsPageProps, questionsPage } from './account/questions.tsx'
export {
  type NewRecoveryCodesPageProps,
  newRecoveryCodesPage,
  type RecoveryCodesPageProps,
  recoveryCodesPage,
} from './account/recovery-codes.tsx'
export { type Asks, type RegisterPageProps, registerPage } from './account/register.tsx'
export { type SignInPageProps, signInPage } from './account/sign-in.tsx'
export { auditPage } from './admin/audit.tsx'
export type { AuditFilter, AuditPageProps, AuditRow } from './admin/audit-props.ts'
export { machinesPage } from './admin/machines.tsx'
export type { MachineRow, MachinesPageProps } from './admin/machines-props.ts'
export { type SecondProofPageProps, secondProofPage } from './admin/second-proof.tsx'
export { PASSKEY_SCRIPT, passkeyScriptPath } from './client/passkey-script.ts'
export { auditText } from './i18n/audit-text.ts'
export { CATALOGUES, type TextKey } from './i18n/catalogue/catalogues.ts'
export { chooseLocale } from './i18n/locale.ts'
export { formatMoment } from './i18n/moment.ts'
export { presentName } from './i18n/present-name.ts'
export { questionText } from './i18n/question-text.ts'
export { createTexts, type TextArguments, type Texts } from './i18n/texts.ts'
export {
  type ApprovalCheckPageProps,
  type ApprovalPageProps,
  type ApprovedPageProps,
  approvalCheckPage,
  approvalPage,
  approvedPage,
} from './portal/approval.tsx'
export { type EnrolLinkPageProps, enrolLinkPage } from './portal/enrol-link.tsx'
export { type IdentifyPageProps, identifyPage } from './portal/identify.tsx'
export {
  type InvitationAppPageProps,
  type InvitationPageProps,
  invitationAppPage,
  invitationDonePage,
  invitationPage,
} from './portal/invitation.tsx'
export {
  declinedPage,
  disownedPage,
  disownPage,
  flowStoppedPage,
  type LinkPageProps,
  linkSpentPage,
  stopFlowPage,
} from './portal/message-link.tsx'
export { type ProblemPageProps, problemPage } from './portal/problem.tsx'
export { stepPage } from './portal/step.tsx'
export type { StepPageProps } from './portal/step-props.ts'
export { type OutboxPageProps, outboxPage } from './trial/outbox.tsx'
export { FAVICON } from './ui/icon.tsx'
export type { PageProps } from './ui/page-props.ts'
export { STYLESHEET, stylesheetPath } from './ui/stylesheet.ts'
export { type WindowsPageProps, windowsPage } from './windows/windows.tsx'
