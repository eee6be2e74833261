import { Check, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '#shared/base/ids.ts'
import type { Receipt } from '#shared/sync/receipt.ts'
import { receiptBytes, saveWhole } from '#renderer/app/bundles/make-file.ts'
import { fileDay } from '#renderer/app/bundles/file-names.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { forgetReceipt } from '#renderer/data/bundles/kept-files.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { MakeFailed } from './make-failed.tsx'

/** Receipts that are to be handed back, each to its person. */
export function ReceiptList({ projectId, receipts }: { projectId: ProjectId; receipts: readonly Receipt[] }) {
  const { t } = useTranslation('bundles')
  const { data, platform } = useServices()
  const people = useQuery(() => listPeople(data), [data])
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  const [failed, setFailed] = useState<string | null>(null)
  const save = async (receipt: Receipt, name: string) => {
    setFailed(null)
    try {
      const sink = await platform.files.createSink(`${t('receipt.for', { name })}-${fileDay(receipt.created)}.nishan`)
      if (sink === null) return
      await saveWhole(sink, () => Promise.resolve(receiptBytes(receipt)))
      setSaved((before) => new Set([...before, receipt.person]))
      await forgetReceipt(data, projectId, receipt.person)
    } catch (error) {
      setFailed(error instanceof PlatformError ? error.code : 'other')
    }
  }
  if (receipts.length === 0) return null
  return (
    <div className="bundle-receipts">
      <div className="grow">
        <p className="bold">{t('done.receipts')}</p>
        <p className="sm muted">{t('done.receiptsHow')}</p>
      </div>
      <div className="row wrap">
        {receipts.map((receipt) => {
          const name = people?.get(receipt.person)?.name ?? ''
          const Icon = saved.has(receipt.person) ? Check : Download
          return (
            <Button key={receipt.person} icon={<Icon size={15} aria-hidden />} onPress={() => void save(receipt, name)}>
              {t('done.saveReceipt', { name })}
            </Button>
          )
        })}
      </div>
      {failed !== null && <MakeFailed code={failed} />}
    </div>
  )
}
