import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { searchKey } from '#shared/text/normalise.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { SearchBox } from '#renderer/ui/search-box.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { TaskLabel } from './task-labels.ts'
import './answering.css'

/** A label by its name: for tasks with more labels than keys. Enter gives the first that fits. */
export function LabelDialog({
  labels,
  onChoose,
  onClose,
}: {
  labels: readonly TaskLabel[]
  onChoose: (label: TaskLabel) => void
  onClose: () => void
}) {
  const { t } = useTranslation(['annotate', 'common'])
  const [search, setSearch] = useState('')
  const key = searchKey(search.trim(), 'ur')
  const found = labels.filter(({ name, label }) =>
    searchKey(`${name} ${label.name} ${label.nameEn}`, 'ur').includes(key),
  )
  const choose = (label: TaskLabel | undefined) => {
    if (label === undefined) return
    onClose()
    onChoose(label)
  }
  return (
    <Dialog title={t('allLabels')} closeLabel={t('common:action.close')} onClose={onClose}>
      <div className="col comment-form">
        <SearchBox
          label={t('labelByName')}
          value={search}
          onChange={setSearch}
          onSubmit={() => choose(found[0])}
          autoFocus
        />
        <ListBox
          aria-label={t('allLabels')}
          className="label-results"
          items={found.map((label) => ({ ...label, id: `${label.question.id} ${label.label.id}` }))}
          onAction={(id) => choose(found.find((label) => `${label.question.id} ${label.label.id}` === id))}
          renderEmptyState={() => <p className="muted">{t('notFound')}</p>}
        >
          {(label) => (
            <ListBoxItem className="option" textValue={label.name}>
              <Swatch colour={label.label.colour} />
              <bdi className="grow">{label.name}</bdi>
              {label.keyCap !== null && <KeyCap>{label.keyCap}</KeyCap>}
            </ListBoxItem>
          )}
        </ListBox>
      </div>
    </Dialog>
  )
}
