import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '#renderer/app/services-context.ts'
import { formatBytes, formatDate, formatNumber, formatShare, type FormatStyle } from './format.ts'

const DAY_MS = 86_400_000

/** Numbers, dates and times as the settings want them. */
export function useFormat() {
  const { locale, digits } = useSettings()
  const { t } = useTranslation('common')
  return useMemo(() => {
    const style: FormatStyle = { locale, digits }
    return {
      number: (value: number) => formatNumber(value, style),
      share: (share: number) => formatShare(share, style),
      bytes: (bytes: number) => formatBytes(bytes, style),
      date: (at: number) => formatDate(at, style, { dateStyle: 'medium' }),
      /** «جمعرات، ۴ دسمبر»: a day of the near future is named. */
      weekday: (at: number) => formatDate(at, style, { weekday: 'long', day: 'numeric', month: 'long' }),
      dateTime: (at: number) => formatDate(at, style, { dateStyle: 'medium', timeStyle: 'short' }),
      minutes: (ms: number) => formatNumber(Math.round(ms / 60_000), style),
      /** «ابھی», «آج ۱۰:۱۵», «کل», or the date; '' for 0. */
      ago: (at: number): string => {
        if (at === 0) return ''
        const now = Date.now()
        if (now - at < 60_000) return t('time.now')
        const midnight = new Date(now).setHours(0, 0, 0, 0)
        if (at >= midnight) return t('time.today', { time: formatDate(at, style, { timeStyle: 'short' }) })
        if (at >= midnight - DAY_MS) return t('time.yesterday')
        return formatDate(at, style, { dateStyle: 'medium' })
      },
      /** «۳ سیکنڈ», «۲ منٹ» of a duration. */
      duration: (ms: number): string =>
        ms < 90_000
          ? t('time.seconds', { count: Math.max(1, Math.round(ms / 1000)) })
          : t('time.minutes', { count: Math.round(ms / 60_000) }),
    }
  }, [locale, digits, t])
}
