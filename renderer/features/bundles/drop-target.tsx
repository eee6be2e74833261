import { FileInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '#renderer/ui/toasts.tsx'
import { isOurs, namesOurs } from './our-files.ts'

/** While a file is dragged its name is not told, only a type, and none for ours. */
function mayBeOurs({ dataTransfer }: DragEvent): boolean {
  const files = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file')
  return files.some(({ type }) => !type.startsWith('text/') && !type.startsWith('image/'))
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}

/** Tells a drop zone underneath that the file has left it again, since it will not hear of the drop. */
function leave({ target, dataTransfer }: DragEvent): void {
  target?.dispatchEvent(new DragEvent('dragleave', { bubbles: true, dataTransfer }))
}

/**
 * Files of ours may be dropped anywhere on the window. Drop zones of a page keep what is not ours; elsewhere a file is
 * judged by what is in it, and never opened by the browser in place of the app.
 */
export function DropTarget({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation('bundles')
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setShown(mayBeOurs(event))
    }
    const out = (event: DragEvent) => {
      if (event.relatedTarget === null) setShown(false)
    }
    const dropOurs = (event: DragEvent) => {
      setShown(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      const ours = files.filter(namesOurs)
      if (ours.length === 0) return
      event.preventDefault()
      event.stopPropagation()
      leave(event)
      onFiles(ours)
    }
    const dropElsewhere = (event: DragEvent) => {
      if (!hasFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      void judge([...(event.dataTransfer?.files ?? [])])
    }
    const judge = async (files: readonly File[]) => {
      const verdicts = await Promise.all(files.map(isOurs))
      const ours = files.filter((_, index) => verdicts[index] === true)
      if (ours.length > 0) onFiles(ours)
      else if (files.length > 0) showToast(t('drop.other'))
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', out)
    window.addEventListener('drop', dropOurs, true)
    window.addEventListener('drop', dropElsewhere)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', out)
      window.removeEventListener('drop', dropOurs, true)
      window.removeEventListener('drop', dropElsewhere)
    }
  }, [onFiles, t])
  if (!shown) return null
  return (
    <div className="drop-target" aria-hidden>
      <div className="drop-target-frame">
        <FileInput size={30} className="mirrored" />
        <p className="section-title">{t('drop.here')}</p>
        <p className="sm muted">{t('drop.about')}</p>
      </div>
    </div>
  )
}
