import { PostForm, Primary } from '../ui/form.tsx'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'
import { Back, type ProofPageProps } from './proof.tsx'

export type ProofQuestionsPageProps = ProofPageProps & { readonly questions: readonly string[] }

/** The proof of somebody who has registered nothing but security questions: all of a set on one page. */
export function proofQuestionsPage(props: ProofQuestionsPageProps): string {
  const { texts, questions, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.proof-questions.title'),
    intro: texts.text('page.proof-questions.text'),
    children: (
      <>
        <PostForm action={`/account/proof/questions${props.onward}`} hidden={{ _csrf: props.csrf }}>
          {questions.map((label, at) => (
            <TextField
              key={at}
              name={`answer-${at + 1}`}
              typed="answer"
              label={label}
              maxLength={200}
              refused={refusal !== undefined}
              focused={at === 0}
            />
          ))}
          <Primary>{texts.text('page.proof.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}
