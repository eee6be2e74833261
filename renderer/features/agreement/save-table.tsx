import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import type { PlotFile } from './plot-files.ts'
import { useSaveFile } from './use-save-file.ts'

/** Saves a table as CSV. */
export function SaveTable({ title, file }: { title: string; file: PlotFile }) {
  const { t } = useTranslation('agreement')
  const save = useSaveFile()
  return (
    <Button
      variant="quiet"
      size="s"
      icon={<Download size={15} aria-hidden />}
      label={t('act.csv', { plot: title })}
      onPress={() => void save(`${file.name}.csv`, new TextEncoder().encode(file.text()))}
    />
  )
}
