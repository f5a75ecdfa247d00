import type { JSX } from 'preact'
import { PostForm, Primary, REFUSAL_ID } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Back } from './proof.tsx'

export type QuestionsPageProps = PageProps & {
  readonly csrf: string
  readonly offered: readonly { readonly id: string; readonly text: string }[]
  /** What was chosen so far, one for each question to register. */
  readonly chosen: readonly (string | undefined)[]
  readonly replaces?: string | undefined
  readonly refusal?: string | undefined
  /** Which of them the refusal is about, and which of its two fields. */
  readonly refused?: { readonly at: number; readonly field: 'question' | 'answer' } | undefined
}

/** Security questions to choose and to answer. What was answered is never shown again. */
export function questionsPage(props: QuestionsPageProps): string {
  const { texts, replaces, chosen, refusal } = props
  const hidden = { _csrf: props.csrf, ...(replaces !== undefined && { replaces }) }
  const intro = [
    texts.text('page.questions.text', { count: chosen.length }),
    ...(replaces === undefined ? [] : [texts.text('page.questions.text.replace')]),
  ]
  return renderRefusablePage(props, {
    title: texts.text(
      replaces === undefined ? 'page.questions.title' : 'page.questions.title.replace',
    ),
    intro: intro.join(' '),
    children: (
      <>
        {refusal !== undefined && <p class="help">{texts.text('page.questions.again')}</p>}
        <PostForm action="/account/questions" hidden={hidden}>
          {chosen.map((_, at) => (
            <One key={at} at={at} props={props} />
          ))}
          <Primary>{texts.text('page.questions.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}

type OneProps = { readonly at: number; readonly props: QuestionsPageProps }

function One({ at, props }: OneProps): JSX.Element {
  const { texts, refused } = props
  const number = at + 1
  return (
    <fieldset>
      <legend>{texts.text('page.questions.set', { number })}</legend>
      <Choice at={at} props={props} />
      <TextField
        name={`answer-${number}`}
        typed="answer"
        label={texts.text('page.questions.answer.label')}
        hint={at === 0 ? texts.text('page.questions.answer.hint') : undefined}
        maxLength={200}
        refused={refused?.at === at && refused.field === 'answer'}
        focused={refused?.at === at && refused.field === 'answer'}
      />
    </fieldset>
  )
}

function Choice({ at, props }: OneProps): JSX.Element {
  const { texts, offered, chosen, refused } = props
  const isRefused = refused?.at === at && refused.field === 'question'
  const name = `question-${at + 1}`
  return (
    <div class="field">
      <label for={name}>{texts.text('page.questions.question.label')}</label>{' '}
      <select
        id={name}
        name={name}
        required
        autofocus={isRefused || (refused === undefined && at === 0)}
        aria-invalid={isRefused ? 'true' : undefined}
        aria-describedby={isRefused ? REFUSAL_ID : undefined}
      >
        <option value="">{texts.text('page.questions.question.none')}</option>
        {offered.map(({ id, text }) => (
          <option key={id} value={id} selected={id === chosen[at]}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
