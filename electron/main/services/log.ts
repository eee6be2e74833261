import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Ids, counts and codes: never texts, answers or names. */
export type LogFields = Record<string, string | number | boolean>
export type Log = (event: string, fields?: LogFields) => void

const MAX_BYTES = 1_000_000

function sizeOf(file: string): number {
  try {
    return statSync(file).size
  } catch {
    return 0
  }
}

/** Appends JSON lines to `file`; one older file of 1 MB is kept beside it. Never stops the app. */
export function createLog(file: string): Log {
  return (event, fields = {}) => {
    try {
      mkdirSync(dirname(file), { recursive: true })
      if (sizeOf(file) > MAX_BYTES) renameSync(file, `${file}.old`)
      appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`)
    } catch {
      // A full or read-only disk: the work itself reports that to the person.
    }
  }
}
