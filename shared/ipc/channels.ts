/**
 * Every call from the renderer to the main process. Names only: the preload loads this file and
 * nothing else of ours. What a call takes and gives stands in contract.ts.
 */
export const CALL_CHANNELS = [
  'app.start',
  'app.setUnsavedWork',
  'app.finishClosing',
  'app.clearDatabase',
  'blobs.put',
  'blobs.get',
  'blobs.has',
  'blobs.missingOf',
  'blobs.delete',
  'files.createSink',
  'files.write',
  'files.close',
  'files.abort',
  'files.reveal',
  'files.takeOpened',
  'hub.enrol',
  'hub.meet',
  'hub.send',
  'keys.get',
  'keys.keep',
  'keys.projects',
  'journal.open',
  'journal.append',
  'journal.restore',
  'journal.operationsAfter',
  'journal.reissue',
  'journal.putWriter',
  'journal.putAnnotator',
  'journal.deleteAnnotator',
  'journal.deleteProject',
  'ownHub.state',
  'ownHub.switch',
  'settings.update',
  'shell.openExternal',
  'snapshots.state',
  'snapshots.chooseFolder',
  'snapshots.useOwnFolder',
  'snapshots.makeNow',
  'snapshots.cancel',
  'snapshots.setSeal',
  'snapshots.list',
  'snapshots.openRead',
  'snapshots.readPiece',
  'snapshots.closeRead',
  'snapshots.reveal',
  'snapshots.tellFacts',
  'support.facts',
  'storage.freeBytes',
  'storage.usedBytes',
  'storage.persistence',
] as const

export type CallChannel = (typeof CALL_CHANNELS)[number]

/** Every message from the main process to the renderer. */
export const EVENT_CHANNELS = [
  'app.closing',
  'files.opened',
  'menu.command',
  'ownHub.changed',
  'settings.changed',
  'snapshots.asking',
  'snapshots.changed',
] as const

export type EventChannel = (typeof EVENT_CHANNELS)[number]
