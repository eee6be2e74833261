import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { ProjectId, QuestionId } from '#shared/base/ids.ts'
import { useAnswerTurn } from '#renderer/app/agreement/use-told.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { AgreementStep, ReportTold } from '#renderer/workers/agreement-protocol.ts'

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
    // Named, so that a new turn and a new try ask again.
    if (question === null || turn + tries < 0) return undefined
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
