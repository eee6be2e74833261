import { Trans, useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { GUIDE_KEYS, stepKey, type GuideSection } from './guide.ts'

export function GuideSectionView({ section }: { section: GuideSection }) {
  const { t } = useTranslation('learn')
  const format = useFormat()
  return (
    <section className="guide-section" id={`learn-${section.id}`} aria-labelledby={`learn-${section.id}-title`}>
      <h2 className="guide-title" id={`learn-${section.id}-title`} tabIndex={-1}>
        {t(`${section.id}.title`)}
      </h2>
      <p className="guide-text">{t(`${section.id}.lead`)}</p>
      {section.id === 'keys' ? (
        <KeyTable />
      ) : (
        <ol className="guide-steps">
          {section.steps.map((step, index) => (
            <li key={step} className="guide-step">
              <span className="guide-number num" aria-hidden>
                {format.number(index + 1)}
              </span>
              <p className="guide-text">
                <Trans t={t} i18nKey={stepKey(section, step)} components={{ k: <Caps /> }} />
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Filled by the text: `<k>Ctrl Enter</k>`. Keys pressed together stand from left to right in every language. */
function Caps({ children }: { children?: string | string[] }) {
  return (
    <span className="guide-together" dir="ltr">
      {[children]
        .flat()
        .join('')
        .split(' ')
        .map((cap) => (
          <KeyCap key={cap}>{cap}</KeyCap>
        ))}
    </span>
  )
}

function KeyTable() {
  const { t } = useTranslation('learn')
  return (
    <dl className="guide-keys">
      {GUIDE_KEYS.map(([caps, text]) => (
        <div key={text} className="guide-key">
          <dt className="row guide-caps" dir="ltr">
            {caps.map((cap) => (cap === '…' ? <span key={cap}>{cap}</span> : <KeyCap key={cap}>{cap}</KeyCap>))}
          </dt>
          <dd>{t(`keys.${text}`)}</dd>
        </div>
      ))}
    </dl>
  )
}
