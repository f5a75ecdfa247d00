import type { ComponentChildren, JSX } from 'preact'

/** Scrolls a wide table inside its own frame; the frame takes the keyboard, so that keys can scroll it. */
export function ScrollFrame(props: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1: a scrolling region must be reachable by keyboard
    <section class="scroll" aria-label={props.label} tabIndex={0}>
      {props.children}
    </section>
  )
}
