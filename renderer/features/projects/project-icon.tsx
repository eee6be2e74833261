import {
  FileText,
  Landmark,
  MessageSquareWarning,
  Newspaper,
  ShoppingBag,
  Smile,
  Stethoscope,
  Tags,
  Wheat,
  type LucideIcon,
} from 'lucide-react'

const ICONS: Record<string, LucideIcon> = {
  sentiment: Smile,
  topic: Tags,
  'named-entities': Newspaper,
  'hate-speech': MessageSquareWarning,
  'health-symptoms': Stethoscope,
  'crop-disease': Wheat,
  'bank-complaints': Landmark,
  'product-reviews': ShoppingBag,
}

/** The sign of the template a project came from. */
export function ProjectIcon({ template }: { template: string }) {
  const Icon = ICONS[template] ?? FileText
  return <Icon size={22} aria-hidden />
}
