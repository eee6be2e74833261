import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { ProjectId, QuestionId } from '#shared/base/ids.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { AgreementStep, Asked, AskedKind, ReportTold, Told } from '#renderer/workers/agreement-protocol.ts'

/** Counts changes of a project's answers, in any window. */
export function useAnswerTurn(projectId: ProjectId): number {
  const { agreement } = useServices()
  const [turn, setTurn] = useState(0)
  useEffect(() => agreement.watch(projectId, () => setTurn((before) => before + 1)), [agreement, projectId])
  return turn
}

export type ReportState = {
  /** The newest figures; those of before stay until the next are there. */
  told: ReportTold | null
  /** Being worked out; null when all is there. */
  step: AgreementStep | null
  /** The figures are of other answers than are there now, or of another filter. */
  isOld: boolean
  failed: string | null
}

/** The report of a question, again after each change of the answers. `stop` keeps what is there and ends the work. */
export function useReport(
  projectId: ProjectId,
  question: QuestionId | null,
  filter: AnswerFilter,
): ReportState & { stop: () => void; retry: () => void } {
  const { agreement } = useServices()
  const turn = useAnswerTurn(projectId)
  const [tries, setTries] = useState(0)
  const [state, setState] = useState<ReportState>({ told: null, step: null, isOld: false, failed: null })
  const control = useRef<AbortController | null>(null)
  const key = JSON.stringify(filter)
  const change = useEffectEvent((next: Partial<ReportState>) => setState({ ...state, ...next }))
  useEffect(() => {
    if (question === null) return undefined
    const own = new AbortController()
    control.current = own
    const ask = async () => {
      setState((before) => ({
        ...before,
        told: before.told?.report.question === question ? before.told : null,
        isOld: before.told !== null,
        failed: null,
      }))
      try {
        const told = await agreement.ask(
          'report',
          { projectId, question, filter: JSON.parse(key) as AnswerFilter },
          {
            signal: own.signal,
            onStep: (step) => change({ step }),
            onEarly: (early) => change({ told: early, isOld: false }),
          },
        )
        change({ told, step: null, isOld: false })
      } catch (error) {
        if (own.signal.aborted) return
        change({ step: null, failed: error instanceof Error ? error.message : '' })
      }
    }
    void ask()
    return () => own.abort()
  }, [agreement, projectId, question, key, turn, tries])
  return {
    ...state,
    stop: () => {
      control.current?.abort()
      setState({ ...state, step: null })
    },
    retry: () => setTries(tries + 1),
  }
}

/** Anything else that is asked of the answers, again when `turn` changes; null until it is there. */
export function useTold<Kind extends AskedKind>(
  kind: Kind,
  asked: Asked[Kind] | null,
  turn: number,
): Told[Kind] | null {
  const { agreement } = useServices()
  const [told, setTold] = useState<Told[Kind] | null>(null)
  const key = JSON.stringify(asked)
  useEffect(() => {
    if (key === 'null') return undefined
    const own = new AbortController()
    agreement.ask(kind, JSON.parse(key) as Asked[Kind], { signal: own.signal }).then(setTold, () => undefined)
    return () => own.abort()
  }, [agreement, kind, key, turn])
  return told
}
