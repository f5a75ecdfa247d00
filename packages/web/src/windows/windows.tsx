import type { JSX } from 'preact'
import type { TextKey } from '../i18n/catalogue/catalogues.ts'
import type { Texts } from '../i18n/texts.ts'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { ScrollFrame } from '../ui/scroll-frame.tsx'

type Architecture = 'x64' | 'x86'

export type WindowsPageProps = PageProps & {
  /** What the package is called, on the page and on disk. */
  readonly file: string
  readonly packages: readonly {
    readonly architecture: Architecture
    readonly bytes: number
    readonly sha256: string
  }[]
  /** A trial has a certificate of its own making. */
  readonly hasTrialAuthority: boolean
}

/** Where the Windows add-in is fetched: which package for which Windows, and how it is installed. */
export function windowsPage(props: WindowsPageProps): string {
  const { texts, packages, hasTrialAuthority } = props
  const title = texts.text('page.windows.title')
  return renderPage(props, {
    title,
    width: 'wide',
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.windows.text')}</p>
        {packages.length === 0 ? (
          <p class="help">{texts.text('page.windows.none')}</p>
        ) : (
          <Packages props={props} />
        )}
        <Which texts={texts} />
        <Installing file={props.file} texts={texts} />
        {hasTrialAuthority && <TrialAuthority texts={texts} />}
      </>
    ),
  })
}

function Packages({ props }: { props: WindowsPageProps }): JSX.Element {
  const { texts, packages } = props
  return (
    <>
      <h2>{texts.text('page.windows.packages')}</h2>
      <ul class="list">
        {(['x64', 'x86'] as const).map((architecture) => (
          <Package
            key={architecture}
            architecture={architecture}
            found={packages.find((one) => one.architecture === architecture)}
            props={props}
          />
        ))}
      </ul>
    </>
  )
}

type PackageProps = {
  readonly architecture: Architecture
  readonly found: WindowsPageProps['packages'][number] | undefined
  readonly props: WindowsPageProps
}

function Package({ architecture, found, props }: PackageProps): JSX.Element {
  const { texts, file } = props
  const label = texts.text(`page.windows.package.${architecture}`)
  if (!found)
    return (
      <li>
        {label}
        <small>{texts.text('page.windows.package.missing')}</small>
      </li>
    )
  const kib = Math.ceil(found.bytes / 1024)
  return (
    <li>
      <a href={`/windows/${architecture}/${file}`}>{label}</a>
      <small>{texts.text('page.windows.size', { kib })}</small>
      <small>
        {texts.text('page.windows.sha256')} <code>{found.sha256}</code>
      </small>
    </li>
  )
}

// Windows 11 has no 32-bit edition.
const WINDOWS: readonly (readonly [name: TextKey | string, has32: boolean])[] = [
  ['page.windows.seven', true],
  ['8', true],
  ['8.1', true],
  ['10', true],
  ['11', false],
]

function Which({ texts }: { texts: Texts }): JSX.Element {
  const label = texts.text('page.windows.which')
  return (
    <>
      <h2>{label}</h2>
      <ScrollFrame label={label}>
        <table>
          <caption class="vh">{label}</caption>
          <thead>
            <tr>
              {(['windows', 'bits64', 'bits32'] as const).map((column) => (
                <th key={column} scope="col">
                  {texts.text(`page.windows.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {WINDOWS.map(([name, has32]) => (
              <tr key={name}>
                <th scope="row">Windows {texts.has(name) ? texts.text(name) : name}</th>
                <td>x64</td>
                <td>{has32 ? 'x86' : texts.text('page.windows.absent')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <p class="note">{texts.text('page.windows.arm')}</p>
    </>
  )
}

function Installing({ file, texts }: { file: string; texts: Texts }): JSX.Element {
  return (
    <>
      <h2>{texts.text('page.windows.install')}</h2>
      <p>{texts.text('page.windows.install.text')}</p>
      <p>
        <code>{`msiexec /i ${file} /qn`}</code>
      </p>
      <p>{texts.text('page.windows.remove.text')}</p>
      <p>
        <code>{`msiexec /x ${file} /qn`}</code>
      </p>
    </>
  )
}

function TrialAuthority({ texts }: { texts: Texts }): JSX.Element {
  return (
    <>
      <h2>{texts.text('page.windows.trial')}</h2>
      <p>{texts.text('page.windows.trial.text')}</p>
      <p>
        <a href="/windows/trial-ca.pem">{texts.text('page.windows.trial.link')}</a>
      </p>
    </>
  )
}
