import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ENCODINGS, type Encoding } from '#shared/formats/encoding.ts'
import { IMPORT_FORMATS } from '#shared/formats/formats.ts'
import { AfterFrames } from '#renderer/ui/after-frames.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import type { ImportPreview, SourceSettings } from '#renderer/workers/import-protocol.ts'

const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  'windows-1256': 'Windows-1256',
}

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', bar: '|', none: '' } as const
type DelimiterName = keyof typeof DELIMITERS
const DELIMITER_NAMES = Object.keys(DELIMITERS) as DelimiterName[]

type Props = { preview: ImportPreview; disabled: boolean; onChange: (settings: SourceSettings) => void }

/** Kind, encoding, separator, quotes and names row: each change shows the file anew. */
export const SourceSettingsFields = memo(function SourceSettingsFields({ preview, disabled, onChange }: Props) {
  const { t } = useTranslation('import')
  const { settings, foundEncoding } = preview
  return (
    <div className="row source-settings">
      <AfterFrames frames={1}>
        <SelectField
          label={t('settings.format')}
          value={settings.format}
          isDisabled={disabled}
          options={IMPORT_FORMATS.map((format) => ({ value: format, label: t(`settings.formats.${format}`) }))}
          onChange={(format) => onChange({ ...settings, format })}
        />
      </AfterFrames>
      <AfterFrames frames={2}>
        <SelectField
          label={t('settings.encoding')}
          value={settings.encoding === 'auto' ? foundEncoding : settings.encoding}
          isDisabled={disabled}
          options={ENCODINGS.map((encoding) => ({ value: encoding, label: ENCODING_NAMES[encoding] }))}
          onChange={(encoding) => onChange({ ...settings, encoding })}
        />
      </AfterFrames>
      {settings.format === 'table' && <TableFields preview={preview} disabled={disabled} onChange={onChange} />}
    </div>
  )
})

function TableFields({ preview: { settings }, disabled, onChange }: Props) {
  const { t } = useTranslation('import')
  const { table } = settings
  const change = (part: Partial<SourceSettings['table']>) => onChange({ ...settings, table: { ...table, ...part } })
  return (
    <>
      <AfterFrames frames={3}>
        <SelectField
          className="wide-setting"
          label={t('settings.delimiter')}
          value={DELIMITER_NAMES.find((name) => DELIMITERS[name] === table.delimiter) ?? 'comma'}
          isDisabled={disabled}
          options={DELIMITER_NAMES.map((name) => ({ value: name, label: t(`settings.delimiters.${name}`) }))}
          onChange={(name) => change({ delimiter: DELIMITERS[name] })}
        />
      </AfterFrames>
      <AfterFrames frames={4}>
        <SelectField
          className="narrow-setting"
          label={t('settings.quote')}
          value={table.quote === '' ? 'none' : 'double'}
          isDisabled={disabled}
          options={(['double', 'none'] as const).map((name) => ({ value: name, label: t(`settings.quotes.${name}`) }))}
          onChange={(name) => change({ quote: name === 'none' ? '' : '"' })}
        />
      </AfterFrames>
      <AfterFrames frames={5}>
        <SelectField
          label={t('settings.header')}
          value={table.header ? 'yes' : 'no'}
          isDisabled={disabled}
          options={(['yes', 'no'] as const).map((name) => ({ value: name, label: t(`settings.headers.${name}`) }))}
          onChange={(name) => change({ header: name === 'yes' })}
        />
      </AfterFrames>
    </>
  )
}
