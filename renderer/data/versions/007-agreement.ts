/** Gold found by its project, and what a person is shown after answering an item of a training round. */
export const version7 = {
  gold: 'itemId, projectId',
  training: '[itemId+annotatorId], [projectId+annotatorId], projectId',
} as const
