import { inBoxOf, isWrapped, type Person, type Version } from './screen.ts'
import type { Words } from './words.ts'

/** What a person types at one step. */
export type Typed = {
  /** A piece of what is read there. */
  readonly reads: string
  /** Codes are hidden in the tile, words are not. */
  readonly field: 'secret' | 'edit'
  readonly text: string
}

/** One gate: the place of its kind in the choice, and what is typed at each of its steps. */
export type Proof = { readonly option: number; readonly typed: readonly Typed[] }

export type Passing = {
  readonly version: Version
  readonly words: Words
  readonly person: Person
  readonly proofs: readonly Proof[]
  readonly password: string
}

/** A whole reset by these gates, straight on, and the sign-in with what was chosen. */
export function resetBy(passing: Passing): string[] {
  const { version } = passing
  const inBox = inBoxOf(version)
  return [
    `filter ours ${inBox}`,
    `expect-filtered ${inBox} ${isWrapped(version) ? 'hidden' : 'shown'}`,
    'enumerate',
    'select 0',
    ...(isWrapped(version) ? inDialog(passing) : inTile(passing)),
    `logon ${passing.password}`,
    'report 0',
    'unload',
  ]
}

function inTile({ words, proofs, password }: Passing): string[] {
  return [
    `waitfor text 5000 ${words.intro}`,
    'submit',
    ...proofs.flatMap(({ option, typed }, at) => [
      `waitfor text 30000 ${at === 0 ? words.choose : words.oneMore}`,
      'expect choice focused',
      'fields',
      `choose choice ${option}`,
      'submit',
      ...typed.flatMap(({ reads, field, text }) => [
        `waitfor text 20000 ${reads}`,
        `expect ${field} focused`,
        `expect ${field} empty`,
        'fields',
        `type ${field} ${text}`,
        'submit',
      ]),
    ]),
    `waitfor text 20000 ${words.newPassword}`,
    `type secret ${password}`,
    `type again ${password}`,
    'submit',
    `waitfor text 30000 ${words.changed}`,
    'submit',
  ]
}

function inDialog({ version, words, person, proofs, password }: Passing): string[] {
  return [
    'dialog',
    `waitfor ${words.intro}`,
    ...(version === '7' ? [`waitfor ${words.asksName}`, `type edit1 CORP\\${person.name}`] : []),
    'shot 0-intro',
    'press 1',
    ...proofs.flatMap(({ option, typed }, at) => [
      `waitfor ${at === 0 ? words.choose : words.oneMore}`,
      `shot ${at + 1}-choose`,
      `choose combobox1 ${option}`,
      'press 1',
      ...typed.flatMap(({ reads, text }, step) => [
        `waitfor ${reads}`,
        'expect edit1 empty',
        `shot ${at + 1}-step-${step + 1}`,
        `type edit1 ${text}`,
        'press 1',
      ]),
    ]),
    `waitfor ${words.newPassword}`,
    `type edit1 ${password}`,
    `type edit2 ${password}`,
    'press 1',
    `waitfor ${words.changed}`,
    'press 1',
    'end',
    'click forgot',
    'submit',
  ]
}
