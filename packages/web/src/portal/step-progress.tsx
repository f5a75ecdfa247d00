import type { Step } from '@latchkey/protocol'
import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'

type Place = { readonly step: number; readonly of: number | undefined }

/** How far the attempt is, as a bar and in words; without an end as long as nobody may know it. */
export function StepProgress({ step, texts }: { step: Step; texts: Texts }): JSX.Element | null {
  const place = placeOf(step)
  if (place === undefined) return null
  return (
    <p class="steps">
      {marks(place).map((state, at) => (
        <i key={at} class={state} aria-hidden="true" />
      ))}
      <span>
        {place.of === undefined
          ? texts.text('page.progress.open', { step: place.step })
          : texts.text('page.progress.known', { step: place.step, of: place.of })}
      </span>
    </p>
  )
}

// A gate is two pages, choosing and answering; the new password comes after the last gate.
function placeOf({ kind, progress }: Step): Place | undefined {
  if (progress === undefined || kind === 'done' || kind === 'stopped') return undefined
  const { gate, of } = progress
  const total = of === undefined ? undefined : 2 * of + 1
  if (kind === 'new-password') return { step: total ?? 2 * gate + 1, of: total }
  return { step: kind === 'answer-challenge' ? 2 * gate : 2 * gate - 1, of: total }
}

function marks({ step, of }: Place): ('past' | 'now' | undefined)[] {
  return Array.from({ length: of ?? step }, (_, at) => {
    if (at + 1 < step) return 'past'
    return at + 1 === step ? 'now' : undefined
  })
}
