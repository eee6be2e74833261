import { alphaU } from '#shared/agreement/alpha-u.ts'
import { characterAc1, characterAlpha } from '#shared/agreement/character-alpha.ts'
import { bestDisorder, continuumOf } from '#shared/agreement/gamma.ts'
import { unmeasured, type Measured } from '#shared/agreement/measured.ts'
import type { RatedSpan, SpanDocument } from '#shared/agreement/span-document.ts'
import { meanPairwiseSpanF1, pairSpanF1 } from '#shared/agreement/span-f1.ts'
import type { SpanMatch } from '#shared/agreement/span-match.ts'
import { unitizingAlpha } from '#shared/agreement/unitizing-alpha.ts'
import type { CaseInput } from './case-file.ts'
import { part, splitId, type Ask } from './measure-id.ts'

export type SpanCase = { documents: SpanDocument[]; labels: string[]; raters: string[] }

export function spansOf({ docs = [], raters = [], labels: declared = [] }: CaseInput): SpanCase {
  const used = docs.flatMap(({ spans }) => Object.values(spans).flatMap((marked) => marked.map(([, , label]) => label)))
  const labels = [...new Set([...declared, ...used])].toSorted()
  const documents = docs.map(({ begin, length, spans }) => ({
    begin,
    length,
    spans: raters.map((rater) => {
      const marked = spans[rater]
      return marked === undefined ? null : ratedSpans(marked, labels)
    }),
  }))
  return { documents, labels, raters }
}

export function ratedSpans(marked: readonly [number, number, string][], labels: readonly string[]): RatedSpan[] {
  return marked.map(([start, end, label]) => ({ start, end, label: labels.indexOf(label) }))
}

const MATCHES: Record<string, SpanMatch> = {
  exact: 'exact',
  exact_unlab: 'boundaries',
  overlap: 'overlap',
  iou50: 'iou50',
  relaxed_any: 'any-overlap',
  char: 'characters',
}

const F1_ID = /^(pair|mean_pairwise|label)_f1_(exact_unlab|exact|overlap|iou50|relaxed_any|char)$/

/** Answers the ids of span cases. */
export function spanMeasures(spanCase: SpanCase): Ask {
  return (id) => f1(id, spanCase) ?? unitizing(id, spanCase) ?? others(id, spanCase)
}

function f1(id: string, { documents, labels, raters }: SpanCase): Measured | undefined {
  const { name, of } = splitId(id)
  const [, scope, kind = ''] = F1_ID.exec(name) ?? []
  const match = MATCHES[kind]
  if (match === undefined) return undefined
  if (scope === 'mean_pairwise') return meanPairwiseSpanF1(documents, { match })
  if (scope === 'label') return meanPairwiseSpanF1(documents, { match, label: labels.indexOf(of) })
  const [first = '', second = ''] = of.split('|')
  return pairSpanF1(documents, [raters.indexOf(first), raters.indexOf(second)], { match })
}

function unitizing(id: string, { documents, labels }: SpanCase): Measured | undefined {
  const { name, of } = splitId(id)
  switch (name) {
    case 'u_alpha':
      return unitizingAlpha(documents, labels.length).alpha
    case 'u_alpha_binary':
      return unitizingAlpha(documents, labels.length).binary
    case 'cu_alpha':
      return unitizingAlpha(documents, labels.length).coding
    case 'cu_coverage':
      return unitizingAlpha(documents, labels.length).coverage
    case 'ku_alpha':
      return unitizingAlpha(documents, labels.length).byLabel[labels.indexOf(of)]
    default:
      return undefined
  }
}

function others(id: string, { documents, labels }: SpanCase): Measured | undefined {
  const { name, of } = splitId(id)
  switch (name) {
    case 'char_alpha_nominal_with_O':
      return characterAlpha(documents, { labels: labels.length, withoutOutside: false })
    case 'char_alpha_nominal_without_allO':
      return characterAlpha(documents, { labels: labels.length, withoutOutside: true })
    case 'char_gwet_ac1_with_O':
      return characterAc1(documents, labels.length)
    case 'gamma_disorder':
      return disorder(documents, of)
    case 'alphaU':
    case 'alphaU_Do':
    case 'alphaU_De': {
      const family = alphaU(documents, labels.length)
      const one = of === '' ? family.alpha : family.byLabel[labels.indexOf(of)]
      if (one === undefined || name === 'alphaU') return one
      return part(name === 'alphaU_Do' ? one.observedDisagreement : one.expectedDisagreement, one)
    }
    default:
      return undefined
  }
}

/** `1_1` and `3_1` are the weights of position and of label. */
function disorder(documents: readonly SpanDocument[], weights: string): Measured {
  const [positional = 1, categorical = 1] = weights.split('_').map(Number)
  const [document] = documents
  if (document === undefined) return unmeasured('no-data')
  const there = continuumOf(document)
  return 'reason' in there ? there : bestDisorder(there.continuum, { positional, categorical, empty: 1 })
}
