import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import type { FileRowError, Rejected } from '#renderer/workers/import-protocol.ts'
import { rejectedCsv } from './rejected-csv.ts'

/** Saves the refused rows as CSV through the machine's file port. */
export function useSaveRejected(rejected: Rejected, files: readonly File[]) {
  const { t } = useTranslation('import')
  const { platform } = useServices()
  const [message, setMessage] = useState<string | null>(null)
  const reasonOf = (error: FileRowError) => t(`rowErrors.${error.code}`, { expected: error.expected ?? 0 })
  const write = async () => {
    const name = (files[0]?.name ?? 'import').replace(/\.[^.]+$/, '')
    const sink = await platform.files.createSink(`${name}-rejected.csv`)
    if (sink === null) return
    try {
      const heads = [
        t('check.file'),
        t('check.lineHead'),
        t('check.columnHead'),
        t('check.reasonHead'),
        t('check.gotHead'),
      ] as const
      await sink.write(new TextEncoder().encode(rejectedCsv(rejected, heads, reasonOf)))
      await sink.close()
      setMessage(t('check.saved', { name: sink.name }))
    } catch (error) {
      await sink.abort()
      throw error
    }
  }
  const save = () => {
    void write().catch(() => setMessage(t('check.notSaved')))
  }
  return { save, message, reasonOf }
}
