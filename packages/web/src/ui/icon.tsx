import type { JSX } from 'preact'

const KEY = 'M11.6 11.6 20 20m-4.5-4.5L18 13'

/** The key as a favicon; its own colours, since a tab may be light or dark. */
export const FAVICON: string = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><rect width="24" height="24" rx="5" fill="#0b5d4e" stroke="none"/><g transform="translate(1 1) scale(.92)"><circle cx="8" cy="8" r="5"/><path d="${KEY}"/></g></svg>`

type IconProps = { readonly class: string; readonly size: number; readonly children: JSX.Element[] }

// Width and height stand on the element: without the sheet the icon must not fill the page.
function Icon({ class: name, size, children }: IconProps): JSX.Element {
  return (
    <svg
      class={name}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

export function Mark(): JSX.Element {
  return (
    <Icon class="mark" size={28}>
      <circle key="bow" cx="8" cy="8" r="5" />
      <path key="blade" d={KEY} />
    </Icon>
  )
}

export function CheckMark(): JSX.Element {
  return (
    <Icon class="badge" size={48}>
      <circle key="ring" cx="12" cy="12" r="10" />
      <path key="tick" d="m7.5 12.5 3 3 6-7" />
    </Icon>
  )
}

export function StopMark(): JSX.Element {
  return (
    <Icon class="badge stop" size={48}>
      <circle key="ring" cx="12" cy="12" r="10" />
      <path key="sign" d="M12 7v6m0 3.5v.01" />
    </Icon>
  )
}
