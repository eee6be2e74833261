/** What was erased, and operations by the item that they speak of, so that they are found without reading all. */
export const version5 = {
  erasures: 'itemId, projectId',
  erasedBlobs: '[sha256+chunkId], chunkId',
  operations: '[writerId+seq], item',
} as const
