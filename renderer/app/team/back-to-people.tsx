import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ProjectId } from '#shared/base/ids.ts'
import { Button } from '#renderer/ui/button.tsx'
import { projectPath } from '../routes.ts'

/** At the head of a page that is reached from the people of a project. */
export function BackToPeople({ projectId }: { projectId: ProjectId }) {
  const { t } = useTranslation('team')
  const [, navigate] = useLocation()
  return (
    <Button
      variant="quiet"
      icon={<ArrowLeft size={18} className="mirrored" aria-hidden />}
      label={t('title')}
      onPress={() => navigate(projectPath('people', projectId))}
    />
  )
}
