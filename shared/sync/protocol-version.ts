/** Protocol versions this build speaks. A hub serves every version down to `min` for as long as laptops may be away. */
export const PROTOCOL = { min: 1, max: 1 } as const

export type ProtocolRange = { min: number; max: number }

/** The greatest version both sides speak, or null when there is none: then the older side must be renewed. */
export function commonVersion(one: ProtocolRange, other: ProtocolRange): number | null {
  const version = Math.min(one.max, other.max)
  return version >= Math.max(one.min, other.min) ? version : null
}
