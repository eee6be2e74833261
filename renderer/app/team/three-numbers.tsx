import { Laptop, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '#renderer/i18n/use-format.ts'
import './three-numbers.css'

type Figure = { label: string; value: number; foot: string }
/** `there`: with whom the work is when it has left this laptop. */
type Props = { laptop: Figure; there: Figure & { icon: ReactNode }; waiting: Figure }

/** Where work stands: on this laptop, where it goes to, on its way. */
export function ThreeNumbers({ laptop, there, waiting }: Props) {
  return (
    <div className="team-three">
      <Number icon={<Laptop size={18} className="success-text" aria-hidden />} {...laptop} />
      <Number {...there} />
      <Number icon={<Send size={18} className="team-waiting-icon mirrored" aria-hidden />} {...waiting} />
    </div>
  )
}

function Number({ icon, label, value, foot }: Figure & { icon: ReactNode }) {
  const format = useFormat()
  return (
    <div className="team-number">
      <p className="row">
        {icon}
        <span className="sm">{label}</span>
      </p>
      <p className="team-figure num">{format.number(value)}</p>
      <p className="sm muted">{foot}</p>
    </div>
  )
}
