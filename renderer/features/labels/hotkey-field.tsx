import { X } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { keyCapOf, LABEL_KEY_CODES } from '#shared/domain/hotkeys.ts'
import { labelName } from '#shared/domain/label.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { FieldError } from '#renderer/ui/field-parts.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { LabelFormProps } from './label-form.tsx'
import { keyHolder, type Problem } from './label-problems.ts'

const ALLOWED: ReadonlySet<string> = new Set(LABEL_KEY_CODES)

/** A key that was pressed and not taken: the app's own, or another label's. */
type Refused = { code: string; holder: string | null }

/** Focus it and press a key. Backspace goes back to the key that comes by itself. */
export function HotkeyField({ editor, question, label, problem }: LabelFormProps & { problem: Problem | null }) {
  const { t } = useTranslation('labels')
  const { locale } = useSettings()
  const id = useId()
  const [refused, setRefused] = useState<Refused | null>(null)
  const code = editor.keys.get(`${question.id}/${label.id}`)
  const set = (hotkey: string | null) => {
    setRefused(null)
    editor.edit({ kind: 'label.set', question: question.id, label: label.id, change: { hotkey } })
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || PASSED.test(event.code)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.code === 'Backspace' || event.code === 'Delete') return set(null)
    const pressed = event.code.replace('Numpad', 'Digit')
    if (!ALLOWED.has(pressed)) return setRefused({ code: pressed, holder: null })
    const holder = keyHolder(editor.questions, pressed, label.id)
    if (holder === null) set(pressed)
    else setRefused({ code: pressed, holder: labelName(holder, locale) })
  }
  const holder = refused?.holder ?? (problem?.label ? problem.holder : null)
  const invalid = refused !== null || problem !== null
  return (
    <>
      <div className="field" role="group" aria-labelledby={`${id}-label`}>
        <span className="field-label" id={`${id}-label`}>
          {t('field.hotkey')}
        </span>
        <div className={classNames('input hotkey-box', invalid && 'hotkey-box-invalid')}>
          {code !== undefined && <KeyCap>{keyCapOf(code)}</KeyCap>}
          <input
            readOnly
            className="hotkey-input"
            aria-label={code === undefined ? t('row.noKey') : t('row.key', { key: keyCapOf(code) })}
            aria-describedby={`${id}-hint`}
            aria-invalid={invalid}
            value={label.hotkey === null ? t(code === undefined ? 'hotkey.none' : 'hotkey.auto') : ''}
            onKeyDown={press}
            onBlur={(event) => !isTake(event.relatedTarget) && setRefused(null)}
          />
          {label.hotkey !== null && (
            <Button
              variant="quiet"
              size="s"
              icon={<X size={15} />}
              label={t('hotkey.toAuto')}
              onPress={() => set(null)}
            />
          )}
        </div>
        <span className="visually-hidden" id={`${id}-hint`}>
          {t('hotkey.hint')}
        </span>
      </div>
      {invalid && (
        <div className="row wrap hotkey-error">
          <FieldError>
            {holder === null ? t('problem.keyReserved') : t('problem.keyTaken', { name: holder })}
          </FieldError>
          {refused !== null && refused.holder !== null && (
            <button
              type="button"
              className="link sm hotkey-take"
              // Before the field loses its focus, which would take this button away.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                editor.edit({ kind: 'label.takeKey', question: question.id, label: label.id, code: refused.code })
                setRefused(null)
              }}
            >
              {t('hotkey.take')}
            </button>
          )}
        </div>
      )}
    </>
  )
}

/** The button under the field, reached by Tab: the refusal it answers must stay. */
function isTake(target: Element | null): boolean {
  return target?.classList.contains('hotkey-take') ?? false
}

/** Keys that stay the page's: moving the focus, pressing, closing, and bare modifiers. */
const PASSED = /^(Tab|Escape|Enter|NumpadEnter|F\d+|Arrow\w+|(Shift|Control|Alt|Meta)(Left|Right))$/
