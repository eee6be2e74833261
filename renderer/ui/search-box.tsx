import { Search } from 'lucide-react'
import { Input, SearchField } from 'react-aria-components'

export type SearchBoxProps = {
  label: string
  value: string
  onChange: (value: string) => void
  onSubmit?: (value: string) => void
  autoFocus?: boolean
  lang?: string
}

export function SearchBox({ label, value, onChange, onSubmit, autoFocus, lang }: SearchBoxProps) {
  return (
    <SearchField
      aria-label={label}
      className="search-box"
      value={value}
      onChange={onChange}
      {...(onSubmit && { onSubmit })}
      {...(autoFocus && { autoFocus: true })}
    >
      <Search size={15} aria-hidden />
      <Input placeholder={label} dir="auto" {...(lang !== undefined && { lang })} />
    </SearchField>
  )
}
