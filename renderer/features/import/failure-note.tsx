import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Note } from '#renderer/ui/note.tsx'
import type { Failure } from './import-state.ts'

const KNOWN_KINDS = ['spreadsheet', 'document', 'archive', 'picture'] as const

/** What happened, what is safe, what to do; the code last, in Latin. */
export function FailureNote({ failure }: { failure: Failure }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  const { need = 0, free = 0, missing = 0 } = failure.room ?? {}
  const sizes = { need: format.bytes(need), free: format.bytes(free), missing: format.bytes(missing) }
  const kind = KNOWN_KINDS.find((one) => failure.failure === 'file-binary' && one === failure.detail)
  // Direction marks keep a Latin file name in its place inside the sentence.
  const title = t(`failed.${failure.failure}.title`, { file: `\u2068${failure.file}\u2069` })
  return (
    <Note tone="danger" title={title}>
      <p>{kind === undefined ? t(`failed.${failure.failure}.body`, sizes) : t(`binary.${kind}`)}</p>
      {failure.failure === 'failed' && (
        <bdi className="mono faint" dir="ltr">
          {failure.detail}
        </bdi>
      )}
    </Note>
  )
}
