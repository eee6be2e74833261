import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { Status } from '#shared/domain/status.ts'
import { isFinished } from '#shared/domain/status.ts'
import type { AnnotationRow, CountersRow } from './rows.ts'

export function emptyCounters(projectId: ProjectId, annotatorId: AnnotatorId | ''): CountersRow {
  return {
    projectId,
    annotatorId,
    items: 0,
    byStatus: { open: 0, done: 0, unsure: 0, skipped: 0, notLanguage: 0, unreadable: 0 },
    flagged: 0,
    commented: 0,
    activeMs: 0,
    byLabel: {},
    byDay: {},
    lastAt: 0,
  }
}

/** Labels an annotation holds, as `question/label`, each once however many spans carry it. */
export function labelsHeld(annotation: AnnotationRow | null): Set<string> {
  const held = new Set<string>()
  if (annotation === null) return held
  for (const [question, { value }] of Object.entries(annotation.answers)) {
    if (!Array.isArray(value)) continue
    for (const label of value) if (typeof label === 'string') held.add(`${question}/${label}`)
  }
  for (const [question, spans] of Object.entries(annotation.spans)) {
    for (const { value } of Object.values(spans)) if (value !== null) held.add(`${question}/${value.label}`)
  }
  return held
}

const add = (record: Record<string, number>, key: string, by: number) => {
  const next = (record[key] ?? 0) + by
  if (next === 0) delete record[key]
  else record[key] = next
}

/** What an annotation weighs in the counters: the kept sums move by weight(after) − weight(before). */
export function weigh(counters: CountersRow, annotation: AnnotationRow, labels: Set<string>, sign: 1 | -1): void {
  const status: Status = annotation.status
  counters.byStatus[status] += sign
  if (annotation.flag?.value) counters.flagged += sign
  if (Object.values(annotation.comments).some((comment) => comment.value !== '')) counters.commented += sign
  for (const label of labels) add(counters.byLabel, label, sign)
  if (isFinished(status) && annotation.finishedDay !== '') day(counters, annotation.finishedDay).finished += sign
}

/** Days on which nothing is left, as if they had never been. */
export function dropEmptyDays({ byDay }: CountersRow): void {
  for (const [key, { finished, activeMs }] of Object.entries(byDay)) {
    if (finished === 0 && activeMs === 0) Reflect.deleteProperty(byDay, key)
  }
}

export function addActiveTime(counters: CountersRow, dayKey: string, activeMs: number): void {
  counters.activeMs += activeMs
  day(counters, dayKey).activeMs += activeMs
}

function day(counters: CountersRow, key: string): { finished: number; activeMs: number } {
  return (counters.byDay[key] ??= { finished: 0, activeMs: 0 })
}
