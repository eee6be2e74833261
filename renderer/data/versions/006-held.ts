/** Operations that are kept aside, found by what they hold: no other has it. */
export const version6 = {
  operations: '[writerId+seq], item, was.seq',
} as const
