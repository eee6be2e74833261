/** What this laptop remembers beside its work, by name. Never sent. */
export const version2 = {
  local: 'key',
} as const
