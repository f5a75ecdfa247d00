import { describe, expect, test } from 'vitest'
import { parseCsv } from './csv.ts'

const cells = (text: string) => parseCsv(text).records.map((record) => record.cells)

describe('CSV', () => {
  test('is read with LF, CRLF and without a break at its end', () => {
    const expected = [
      ['a', 'b'],
      ['c', ''],
    ]
    expect(cells('a,b\nc,\n')).toEqual(expected)
    expect(cells('a,b\r\nc,\r\n')).toEqual(expected)
    expect(cells('a,b\nc,')).toEqual(expected)
  })

  test('keeps commas, quotation marks and line breaks inside quotation marks', () => {
    expect(cells('"a,b","say ""hi""","two\r\nlines"\nx,y,z')).toEqual([
      ['a,b', 'say "hi"', 'two\r\nlines'],
      ['x', 'y', 'z'],
    ])
  })

  test('passes over a byte order mark and empty lines, and counts lines as an editor does', () => {
    const { records } = parseCsv('\uFEFFa\n\n"b\nb"\n\r\nc\n')
    expect(records).toEqual([
      { line: 1, cells: ['a'] },
      { line: 3, cells: ['b\nb'] },
      { line: 6, cells: ['c'] },
    ])
  })

  test('keeps spaces: they are part of a cell', () => {
    expect(cells(' a , b ')).toEqual([[' a ', ' b ']])
  })

  test.each([
    ['a"b', 'a quotation mark inside'],
    ['"a"b', 'text after a quoted cell'],
    ['"a', 'a quoted cell that never ends'],
    ['a\rb', 'a carriage return without'],
  ])('refuses %j', (text, what) => {
    expect(parseCsv(text).mistakes).toEqual([{ line: 1, what: expect.stringContaining(what) }])
  })

  test('goes on after a mistake, to find the others', () => {
    const { records, mistakes } = parseCsv('a"b\nfine\n"c"d\n')
    expect(mistakes.map(({ line }) => line)).toEqual([1, 3])
    expect(records).toEqual([{ line: 2, cells: ['fine'] }])
  })
})
