import { useTranslation } from 'react-i18next'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'

const GROUPS: readonly {
  title: 'finish' | 'move' | 'words' | 'spans' | 'other'
  keys: readonly (readonly [caps: string, text: string])[]
}[] = [
  {
    title: 'finish',
    keys: [
      ['Enter', 'done'],
      ['S', 'skip'],
      ['D', 'unsure'],
      ['L', 'notLanguage'],
      ['X', 'unreadable'],
    ],
  },
  {
    title: 'move',
    keys: [
      ['PgUp', 'previous'],
      ['PgDn', 'next'],
      ['J', 'jump'],
      ['/', 'search'],
    ],
  },
  {
    title: 'words',
    keys: [
      ['← →', 'word'],
      ['↑ ↓', 'line'],
      ['Shift ← →', 'extend'],
      ['Alt ← →', 'letter'],
      ['Ctrl ← →', 'paragraph'],
      ['Home End', 'lineEnds'],
      ['Esc', 'clear'],
    ],
  },
  {
    title: 'spans',
    keys: [
      [', .', 'pick'],
      ['[ ]', 'edges'],
      ['Shift [ ]', 'edgesIn'],
      ['Alt [ ]', 'edgesLetter'],
      ['Del', 'remove'],
      ['A', 'accept'],
      ['K', 'byName'],
    ],
  },
  {
    title: 'other',
    keys: [
      ['Ctrl Z', 'undo'],
      ['Ctrl Shift Z', 'redo'],
      ['F', 'flag'],
      ['C', 'comment'],
      ['G', 'guidelines'],
      ['B', 'batches'],
      ['M', 'leadComments'],
      ['N', 'newLabel'],
      ['?', 'keys'],
    ],
  },
]

/** Every action of the screen with its key, under `?`. */
export function KeysDialog({ labels, onClose }: { labels: readonly TaskLabel[]; onClose: () => void }) {
  const { t } = useTranslation(['annotate', 'common'])
  return (
    <Dialog title={t('help.title')} size="wide" closeLabel={t('common:action.close')} onClose={onClose}>
      <div className="keys-grid">
        <section className="col">
          <h2 className="section-title">{t('help.labels')}</h2>
          {labels.map((label) => (
            <p key={`${label.question.id} ${label.label.id}`} className="row keys-row">
              <span className="keys-caps">{label.keyCap !== null && <KeyCap>{label.keyCap}</KeyCap>}</span>
              <bdi>{label.name}</bdi>
            </p>
          ))}
        </section>
        {GROUPS.map((group) => (
          <section key={group.title} className="col">
            <h2 className="section-title">{t(`help.${group.title}`)}</h2>
            {group.keys.map(([caps, text]) => (
              <p key={text} className="row keys-row">
                <span className="keys-caps row" dir="ltr">
                  {caps.split(' ').map((cap) => (
                    <KeyCap key={cap}>{cap}</KeyCap>
                  ))}
                </span>
                <span>{t(`help.key.${text}`)}</span>
              </p>
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  )
}
