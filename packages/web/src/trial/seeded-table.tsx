import type { ComponentChildren, JSX } from 'preact'
import { ScrollFrame } from '../ui/scroll-frame.tsx'

type SeededTableProps = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly ComponentChildren[])[]
}

/** What a trial publishes of its people, so that whoever tries it can be them. */
export function SeededTable({ title, columns, rows }: SeededTableProps): JSX.Element {
  return (
    <>
      <h2>{title}</h2>
      <ScrollFrame label={title}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, at) => (
              <tr key={at}>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </>
  )
}
