import type { Project } from '#shared/domain/project.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { receiptsToGive } from '#renderer/data/bundles/kept-files.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { ReceiptList } from './receipt-list.tsx'
import './bundles.css'

/** Receipts that were made and not handed back yet. */
export function ReceiptsCard({ project }: { project: Project }) {
  const { data } = useServices()
  const receipts = useQuery(() => receiptsToGive(data, project.id), [data, project.id]) ?? []
  if (receipts.length === 0) return null
  return (
    <section className="card bundle-card">
      <ReceiptList projectId={project.id} receipts={receipts} />
    </section>
  )
}
