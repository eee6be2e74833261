/** When a person will be done at the pace of the last days. `day`: local, yyyy-mm-dd. */
export type Forecast =
  | { kind: 'done' }
  /** Nothing was finished within the days that are looked at. */
  | { kind: 'standing' }
  | { kind: 'day'; day: string; perDay: number }
  /** Further away than a year: no day is named. */
  | { kind: 'far'; perDay: number }

/** Days whose work makes the pace, today among them; days without work count, as they will come again. */
export const PACE_DAYS = 14
const MOST_DAYS = 365
const DAY_MS = 86_400_000

/** `byDay`: finished items by local day; `today`: yyyy-mm-dd; `remaining`: items still to finish. */
export function forecast(byDay: Readonly<Record<string, number>>, today: string, remaining: number): Forecast {
  if (remaining <= 0) return { kind: 'done' }
  const worked = Object.keys(byDay).filter((day) => day <= today && daysBetween(day, today) < PACE_DAYS)
  const first = worked.toSorted()[0]
  if (first === undefined) return { kind: 'standing' }
  const finished = worked.reduce((sum, day) => sum + (byDay[day] ?? 0), 0)
  const perDay = finished / (daysBetween(first, today) + 1)
  const days = Math.ceil(remaining / perDay)
  if (days > MOST_DAYS) return { kind: 'far', perDay }
  return { kind: 'day', day: dayAfter(today, days), perDay }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
