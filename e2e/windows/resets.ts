import { inBoxOf, type Version } from './screen.ts'
import type { Words } from './words.ts'

export type Reset = {
  readonly words: Words
  readonly version: Version
  /** How the script says the code that is on its way. */
  readonly code: string
  readonly password: string
}

/** As far as a code that came by mail: `fields` keeps a dump of each step. */
export function toMailedCode({ words }: Pick<Reset, 'words'>): string[] {
  return [
    'enumerate',
    'select 0',
    `waitfor text 5000 ${words.intro}`,
    'fields',
    'submit',
    `waitfor text 30000 ${words.choose}`,
    'waitfor choice 1000 E-mail',
    'expect choice focused',
    'fields',
    'choose choice 0',
    'submit',
    `waitfor text 20000 ${words.mailed}`,
    'expect secret focused',
    'fields',
  ]
}

/** The whole reset in the tile, with a refusal at each step, and the sign-in by one key press. */
export function resetInTile(reset: Reset): string[] {
  const { words, version, code, password } = reset
  return [
    `filter ours ${inBoxOf(version)}`,
    `expect-filtered ${inBoxOf(version)} shown`,
    ...toMailedCode(reset),
    'type secret 000000',
    'submit',
    `waitfor text 20000 ${words.wrongCode}`,
    'expect secret empty',
    'fields',
    `type secret ${code}`,
    'submit',
    `waitfor text 20000 ${words.newPassword}`,
    'fields',
    `type secret ${password}`,
    `type again ${password}-other`,
    'submit',
    `waitfor text 5000 ${words.mismatch}`,
    'expect secret empty',
    'expect again empty',
    'fields',
    'type secret short-one',
    'type again short-one',
    'submit',
    `waitfor text 20000 ${words.tooWeak}`,
    'fields',
    `type secret ${password}`,
    `type again ${password}`,
    'submit',
    `waitfor text 30000 ${words.changed}`,
    `expect-text text ${words.signIn}`,
    'fields',
    'submit',
    `logon ${password}`,
    'report 0',
    'unload',
  ]
}

/** The whole reset in the dialog of the link; the new password waits in the in-box tile's own box. */
export function resetInDialog(reset: Reset): string[] {
  const { words, version, code, password } = reset
  return [
    `filter ours ${inBoxOf(version)}`,
    `expect-filtered ${inBoxOf(version)} hidden`,
    'enumerate',
    'select 0',
    'fields',
    'expect password focused',
    'expect forgot shown',
    'dialog',
    `waitfor ${words.intro}`,
    ...(version === '7' ? [`waitfor ${words.asksName}`, 'type edit1 CORP\\alice'] : []),
    'shot 1-intro',
    'press 1',
    `waitfor ${words.choose}`,
    'shot 2-choose',
    'choose combobox1 0',
    'press 1',
    `waitfor ${words.mailed}`,
    'shot 3-code',
    'type edit1 000000',
    'press 1',
    `waitfor ${words.wrongCode}`,
    'expect edit1 empty',
    'shot 4-code-refused',
    `type edit1 ${code}`,
    'press 1',
    `waitfor ${words.newPassword}`,
    'shot 5-new-password',
    `type edit1 ${password}`,
    `type edit2 ${password}-other`,
    'press 1',
    `waitfor ${words.mismatch}`,
    'expect edit1 empty',
    'expect edit2 empty',
    'shot 6-mismatch',
    'type edit1 short-one',
    'type edit2 short-one',
    'press 1',
    `waitfor ${words.tooWeak}`,
    'shot 7-password-refused',
    `type edit1 ${password}`,
    `type edit2 ${password}`,
    'press 1',
    `waitfor ${words.changed}`,
    'shot 8-done',
    'press 1',
    'end',
    'click forgot',
    'fields',
    'expect password focused',
    'submit',
    `logon ${password}`,
    'report 0',
    'deselect',
    'unload',
  ]
}
