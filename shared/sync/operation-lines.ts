import { assert } from '../base/assert.ts'
import { failure, success, type Result } from '../base/result.ts'
import { MAX_JSON_DEPTH } from './protocol-limits.ts'
import { operationSchema } from './operation-schema.ts'
import type { Operation } from './operation.ts'

/** An operation as a line carries it: what follows from the line before is left out. */
type Line = Partial<Operation> & { [extra: string]: unknown }

/**
 * Operations of one writer in seq order as lines of JSON, each told by its difference from the one before: seq by its
 * place, lamport when it is not one more, time as the milliseconds since, item and task version when they change.
 * Fields this version does not know are carried along. A label so costs some 15 bytes after gzip.
 */
export function encodeOperationLines(operations: readonly Operation[]): string {
  let before: Operation | null = null
  const lines = operations.map((operation) => {
    const line = lineAfter(before, operation)
    before = operation
    return `${JSON.stringify(line)}\n`
  })
  return lines.join('')
}

function lineAfter(before: Operation | null, operation: Operation): Line {
  if (before === null) return { ...operation }
  assert(operation.seq === before.seq + 1, 'a push is one run of operations')
  const { seq: _seq, lamport, at, item, taskVersion, ...rest } = operation
  const line: Line = rest
  if (lamport !== before.lamport + 1) line.lamport = lamport
  if (at !== before.at) line.at = at - before.at
  if (item !== before.item) line.item = item
  if (taskVersion !== before.taskVersion) line.taskVersion = taskVersion
  return line
}

/** The operations of lines that {@link encodeOperationLines} wrote, or the number (from 1) of the line that is none. */
export function decodeOperationLines(text: string): Result<Operation[], number> {
  if (text === '') return success([])
  if (!text.endsWith('\n')) return failure(text.split('\n').length)
  const operations: Operation[] = []
  let before: Operation | null = null
  for (const line of text.slice(0, -1).split('\n')) {
    const number = operations.length + 1
    const operation = operationOf(line, before)
    if (operation === null) return failure(number)
    operations.push(operation)
    before = operation
  }
  return success(operations)
}

function operationOf(line: string, before: Operation | null): Operation | null {
  const value = parseShallow(line)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const parsed = operationSchema.safeParse(before === null ? value : wholeAfter(before, value as Line))
  return parsed.success ? parsed.data : null
}

function wholeAfter(before: Operation, line: Line): Line {
  const { seq, lamport, at, kind, item, taskVersion, ...rest } = before
  void rest
  void kind
  return {
    ...line,
    seq: seq + 1,
    lamport: line.lamport ?? lamport + 1,
    at: line.at === undefined ? at : at + line.at,
    item: line.item ?? item,
    taskVersion: line.taskVersion ?? taskVersion,
  }
}

/** JSON that is not nested deeper than the protocol allows, or null. */
export function parseShallow(text: string): unknown {
  if (depthOf(text) > MAX_JSON_DEPTH) return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

/** Greatest nesting of brackets outside strings; counts without parsing, so that depth cannot exhaust the stack. */
function depthOf(text: string): number {
  let depth = 0
  let greatest = 0
  let inString = false
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index]
    if (inString) {
      if (letter === '\\') index += 1
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = true
    else if (letter === '{' || letter === '[') greatest = Math.max(greatest, (depth += 1))
    else if (letter === '}' || letter === ']') depth -= 1
  }
  return greatest
}
