/** Comments that are for a person, by whom they are for. */
export const version4 = {
  comments: '[itemId+toId+fromId], [projectId+toId+order]',
} as const
