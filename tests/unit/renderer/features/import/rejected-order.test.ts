import { expect, test } from 'vitest'
import { rowError } from '#shared/formats/row-error.ts'
import { inFileOrder } from '#renderer/features/import/rejected-order.ts'

test('refused rows stand as in their files, whatever was found first', () => {
  const error = (file: string, line: number) => ({ file, ...rowError(line, '', 'text-missing', '') })
  const found = [error('b', 3), error('b', 9), error('b', 4), error('a', 7), error('a', 2)]
  const { count, listed } = inFileOrder({ count: 8, listed: found })
  expect(count).toBe(8)
  expect(listed.map(({ file, line }) => `${file}${line}`)).toEqual(['b3', 'b4', 'b9', 'a2', 'a7'])
})
