/** Work handed out: batches, how each person stands with them, and who has which item. */
export const version3 = {
  batches: 'id, projectId',
  batchStates: '[batchId+annotatorId], [projectId+annotatorId]',
  assignments: '[itemId+annotatorId], [projectId+annotatorId+order]',
} as const
