import type { Language } from './pc.ts'

/** What people read on the way, a piece of each step. */
export type Words = {
  readonly intro: string
  readonly asksName: string
  readonly choose: string
  readonly mailed: string
  readonly app: string
  readonly texted: string
  readonly approve: string
  readonly recoveryCode: string
  readonly pass: string
  readonly question: string
  readonly wrongAnswers: string
  readonly oneMore: string
  readonly wrongCode: string
  readonly newPassword: string
  readonly mismatch: string
  readonly tooWeak: string
  readonly changed: string
  readonly signIn: string
  readonly registerFirst: string
  readonly useNormalBox: string
  readonly ownAccount: string
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    intro: 'You will be asked to prove who you are',
    asksName: 'Type your organisation',
    choose: 'How should we check',
    mailed: 'Check your e-mail',
    app: 'Open your authenticator app',
    texted: 'Look at your phone',
    approve: '/approve',
    recoveryCode: 'Type a recovery code',
    pass: 'Type your help-desk pass',
    question: 'Question',
    wrongAnswers: 'Not all of your answers were right',
    oneMore: 'One more check',
    wrongCode: 'That code wasn’t right',
    newPassword: 'At least 10 characters',
    mismatch: 'The two passwords are not the same',
    tooWeak: 'That password can’t be used',
    changed: 'Your password is changed',
    signIn: 'Choose “Sign in” to use it now',
    registerFirst: 'You need to register first',
    useNormalBox: 'normal password box',
    ownAccount: 'own account does not change',
  },
  fr: {
    intro: 'Il vous sera demandé de prouver votre identité',
    asksName: 'utilisateur de votre organisation',
    choose: 'Comment vérifier',
    mailed: 'Consultez vos e-mails',
    app: 'Ouvrez votre application',
    texted: 'Regardez votre téléphone',
    approve: '/approve',
    recoveryCode: 'Saisissez un code de secours',
    pass: 'Saisissez votre laissez-passer',
    question: 'Question',
    wrongAnswers: 'Toutes vos réponses n’étaient pas justes',
    oneMore: 'Encore une vérification',
    wrongCode: 'Ce code n’est pas le bon',
    newPassword: 'Au moins 10 caractères',
    mismatch: 'Les deux mots de passe sont différents',
    tooWeak: 'Ce mot de passe ne convient pas',
    changed: 'Votre mot de passe est changé',
    signIn: 'Choisissez « Se connecter »',
    registerFirst: 'Il faut d’abord vous enregistrer',
    useNormalBox: 'dans le champ habituel',
    ownAccount: 'compte propre à ce PC ne change pas',
  },
}
