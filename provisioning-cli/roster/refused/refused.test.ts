import { expect, test } from 'vitest'

import { digestOf, isRefusedFile, protectCell, renderCsvLine, unprotectCell } from './cells.ts'

test.each(['=1+1', '+7 900', '-', '@SUM(A1)', '\tx', "'quoted", 'plain', ''])(
  'the cell %j is no formula when written, and itself when read',
  (cell) => {
    expect(protectCell(cell)).not.toMatch(/^[=+\-@\t\r]/)
    expect(unprotectCell(protectCell(cell))).toBe(cell)
  },
)

test('a cell with a separator, a quotation mark or a line break stands in quotation marks', () => {
  expect(renderCsvLine(['a,b', 'c;d', 'e"f', 'g\nh', 'i'], ';')).toBe('"a,b";"c;d";"e""f";"g\nh";i')
})

test('a row is known by its cells, not by the spaces round them', () => {
  expect(digestOf([' a', 'b '])).toBe(digestOf(['a', 'b']))
  expect(digestOf(['a', 'b'])).not.toBe(digestOf(['ab', '']))
})

test('a file of refused rows is known by its first cell', () => {
  expect(isRefusedFile('\ufeff#file,#line')).toBe(true)
  expect(isRefusedFile('sourcedId,status')).toBe(false)
})
