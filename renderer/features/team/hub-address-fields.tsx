import { useTranslation } from 'react-i18next'
import { hubUrlOf } from '#shared/sync/hub-url.ts'
import type { HubAddress } from '#renderer/platform/hub-port.ts'
import { TextField } from '#renderer/ui/text-field.tsx'

export type TypedHub = { url: string; key: string }

/** An address and a key as the hub shows them; null when one of them is none. */
export function typedAddress({ url, key }: TypedHub): HubAddress | null {
  const fingerprint = key.toLowerCase().replaceAll(/[^0-9a-z]/g, '')
  const found = hubUrlOf(url)
  if (found === null || !/^([0-9a-f]{64})?$/.test(fingerprint)) return null
  return { urls: [found], fingerprint: fingerprint === '' ? null : fingerprint }
}

/** Where a hub is and by what it is known, as it shows them when it is started. */
export function HubAddressFields({ typed, onChange }: { typed: TypedHub; onChange: (typed: TypedHub) => void }) {
  const { t } = useTranslation('team')
  return (
    <>
      <TextField
        label={t('bring.address')}
        value={typed.url}
        onChange={(url) => onChange({ ...typed, url })}
        dir="ltr"
        maxLength={300}
      />
      <TextField
        label={t('bring.key')}
        hint={t('bring.keyHint')}
        value={typed.key}
        onChange={(key) => onChange({ ...typed, key })}
        dir="ltr"
        maxLength={120}
      />
    </>
  )
}
