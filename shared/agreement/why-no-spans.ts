import { unmeasured, type Unmeasured } from './measured.ts'
import { areApart, ratersWhoDid, type SpanDocument } from './span-document.ts'

/** The reason why no document can be compared (two raters must have done one); null when some can. */
export function whyNoSharedDocument(documents: readonly SpanDocument[]): Unmeasured | null {
  const did = documents.map(ratersWhoDid)
  if (did.some((raters) => raters.length > 1)) return null
  const raters = new Set(did.flat()).size
  if (raters === 0) return unmeasured('no-data')
  return unmeasured(raters === 1 ? 'single-rater' : 'no-overlap')
}

/** Also 'no-spans' when nothing is marked, and 'overlapping-spans' when one rater marked a character twice. */
export function whyNoPartition(documents: readonly SpanDocument[]): Unmeasured | null {
  const nothing = whyNoSharedDocument(documents)
  if (nothing !== null) return nothing
  const shared = documents.filter((document) => ratersWhoDid(document).length > 1)
  if (shared.every(({ spans }) => spans.every((marked) => (marked ?? []).length === 0))) return unmeasured('no-spans')
  const apart = shared.every(({ spans }) => spans.every((marked) => areApart(marked ?? [])))
  return apart ? null : unmeasured('overlapping-spans')
}
