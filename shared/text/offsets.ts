/**
 * Offsets inside the app are UTF-16 units, in exports Unicode code points, in other tools bytes.
 * A map turns one into the other; null = the offset falls inside a unit or outside the text.
 */
export type OffsetMap = {
  /** Length of the text in the map's unit. */
  length: number
  fromUtf16(offset: number): number | null
  toUtf16(offset: number): number | null
}

export type OffsetUnit = 'code-point' | 'utf16' | 'byte'

const SURROGATE = /[\uD800-\uDFFF]/
const NOT_ASCII = /[^\p{ASCII}]/u

function identityMap(length: number): OffsetMap {
  const same = (offset: number) => (Number.isInteger(offset) && offset >= 0 && offset <= length ? offset : null)
  return { length, fromUtf16: same, toUtf16: same }
}

/** The partner of `wanted` in two lists that run side by side, ascending. */
function find(list: readonly number[], wanted: number, other: readonly number[]): number | null {
  let low = 0
  let high = list.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const value = list[middle] ?? 0
    if (value === wanted) return other[middle] ?? null
    if (value < wanted) low = middle + 1
    else high = middle - 1
  }
  return null
}

/** `edges[k]` = UTF-16 offset at which a unit begins, `units[k]` = units before it; both ascending. */
function mapOfEdges(edges: readonly number[], units: readonly number[]): OffsetMap {
  return {
    length: units.at(-1) ?? 0,
    fromUtf16: (offset) => find(edges, offset, units),
    toUtf16: (offset) => find(units, offset, edges),
  }
}

function byteLength(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

function mapByCodePoint(text: string, size: (codePoint: number) => number): OffsetMap {
  const edges: number[] = []
  const units: number[] = []
  let unit = 0
  for (let at = 0; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0
    edges.push(at)
    units.push(unit)
    unit += size(codePoint)
    at += codePoint > 0xffff ? 2 : 1
  }
  edges.push(text.length)
  units.push(unit)
  return mapOfEdges(edges, units)
}

/** Map between UTF-16 and code points. */
export function codePointMap(text: string): OffsetMap {
  return SURROGATE.test(text) ? mapByCodePoint(text, () => 1) : identityMap(text.length)
}

/** Map between UTF-16 and UTF-8 bytes. */
export function byteMap(text: string): OffsetMap {
  return NOT_ASCII.test(text) ? mapByCodePoint(text, byteLength) : identityMap(text.length)
}

const graphemes = new Intl.Segmenter('ur', { granularity: 'grapheme' })

/** Map between UTF-16 and graphemes: what a reader counts as letters. */
export function graphemeMap(text: string): OffsetMap {
  const edges = Array.from(graphemes.segment(text), ({ index }) => index)
  edges.push(text.length)
  return mapOfEdges(
    edges,
    edges.map((_edge, place) => place),
  )
}

export type FittedOffsets =
  | {
      ok: true
      start: number
      end: number
      unit: OffsetUnit
      newline: 'same' | 'crlf-counted-once' | 'lf-counted-twice'
    }
  | { ok: false; code: 'span-outside-text' | 'span-covered-differs' }

function plain(value: string): string {
  return value.replaceAll('\r\n', '\n')
}

/** Offsets of a text in which line ends were written otherwise, as offsets of this text. */
function shiftNewlines(
  text: string,
  form: 'crlf-counted-once' | 'lf-counted-twice',
): { text: string; back: OffsetMap } {
  const edges: number[] = []
  const units: number[] = []
  let other = ''
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    edges.push(at)
    units.push(other.length)
    if (form === 'crlf-counted-once' && letter === '\r' && text[at + 1] === '\n') continue
    other += form === 'lf-counted-twice' && letter === '\n' && text[at - 1] !== '\r' ? '\r\n' : letter
  }
  edges.push(text.length)
  units.push(other.length)
  return { text: other, back: mapOfEdges(edges, units) }
}

function tryUnits(
  text: string,
  start: number,
  end: number,
  covered: string | null,
): { start: number; end: number; unit: OffsetUnit } | null {
  const maps: [OffsetUnit, OffsetMap][] = [['code-point', codePointMap(text)]]
  if (covered !== null) maps.push(['utf16', identityMap(text.length)], ['byte', byteMap(text)])
  for (const [unit, map] of maps) {
    const from = map.toUtf16(start)
    const to = map.toUtf16(end)
    if (from === null || to === null || from > to) continue
    if (covered === null || text.slice(from, to) === covered) return { start: from, end: to, unit }
  }
  return null
}

/**
 * Finds the unit in which `start` and `end` cover `covered`: code points, UTF-16, bytes, then the
 * same with line ends counted otherwise. UTF-16 offsets come back. Without a covered text nothing
 * can be checked, so code points are taken at their word.
 */
export function fitOffsets(text: string, start: number, end: number, covered: string | null): FittedOffsets {
  const direct = tryUnits(text, start, end, covered)
  if (direct) return { ok: true, ...direct, newline: 'same' }
  if (covered !== null && text.includes('\n')) {
    for (const form of ['lf-counted-twice', 'crlf-counted-once'] as const) {
      const shifted = shiftNewlines(text, form)
      for (const wanted of new Set([covered, plain(covered), plain(covered).replaceAll('\n', '\r\n')])) {
        const fit = tryUnits(shifted.text, start, end, wanted)
        const from = fit && shifted.back.toUtf16(fit.start)
        const to = fit && shifted.back.toUtf16(fit.end)
        if (fit && from !== null && to !== null && plain(text.slice(from, to)) === plain(covered)) {
          return { ok: true, start: from, end: to, unit: fit.unit, newline: form }
        }
      }
    }
  }
  return {
    ok: false,
    code: start < 0 || end > byteMap(text).length || start >= end ? 'span-outside-text' : 'span-covered-differs',
  }
}
