import { useState } from 'react'
import type { Result } from '#shared/base/result.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { showToast } from '#renderer/ui/toasts.tsx'

type Giving<Given, Problem, Value> = {
  send: (given: Given) => Promise<Result<Value, Problem>>
  /** What is said when it was given. */
  saidOf: (value: Value) => string
  onClose: () => void
}

/** Gives once at a time; closes when it was given, and otherwise says why not. */
export function useGiving<Given, Problem extends string, Value>({
  send,
  saidOf,
  onClose,
}: Giving<Given, Problem, Value>) {
  const { saveState } = useServices()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | 'not-saved' | null>(null)
  const give = async (given: Given) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const outcome = await saveState.track(send(given)).catch(() => null)
    setBusy(false)
    if (outcome === null) setProblem('not-saved')
    else if (!outcome.ok) setProblem(outcome.error)
    else {
      showToast(saidOf(outcome.value))
      onClose()
    }
  }
  return { give, busy, problem }
}
