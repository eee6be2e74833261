import type { Item } from '#shared/domain/item.ts'
import type { Project } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { classNames } from '#renderer/ui/class-names.ts'

const SHOWN_LETTERS = 160

/** How an item begins: its text in the project's first field, or what it has. */
export function TextStart({ project, item, className }: { project: Project; item: Item; className?: string }) {
  const text = item.texts[project.fields[0]?.id ?? ''] ?? Object.values(item.texts)[0]
  const { typeface, lang, dir } = languageOf(text?.language ?? 'ur')
  return (
    <p className={classNames(className, 'fade', `typeface-${typeface}`)} lang={lang} dir={dir}>
      {text?.text.slice(0, SHOWN_LETTERS)}
    </p>
  )
}
