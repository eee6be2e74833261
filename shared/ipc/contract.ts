import { idSchema } from '../base/id-schema.ts'
import { z } from '../base/schema.ts'
import type { AnnotatorId, ProjectId, WriterId } from '../base/ids.ts'
import { annotatorSchema } from '../domain/annotator.ts'
import { settingsSchema } from '../domain/settings.ts'
import { UNSAVED_KINDS } from '../domain/unsaved-work.ts'
import {
  appendRequestSchema,
  journalStateSchema,
  journalWriterSchema,
  MAX_OPERATIONS,
  reissueReplySchema,
  reissueRequestSchema,
  upToSchema,
} from '../sync/journal-schema.ts'
import { operationSchema } from '../sync/operation-schema.ts'
import { projectKeysSchema } from '../sync/project-keys.ts'
import type { CallChannel, EventChannel } from './channels.ts'
import { HUB_CALLS } from './hub-contract.ts'
import { OWN_HUB_CALLS, OWN_HUB_EVENTS } from './own-hub-contract.ts'
import { SNAPSHOT_CALLS, SNAPSHOT_EVENTS } from './snapshots-contract.ts'

/** What a renderer may be told when a call is refused or fails; `errors.<code>` on screen. */
export const CALL_ERROR_CODES = [
  'bad-sender',
  'bad-arguments',
  'bad-result',
  'disk-full',
  'file-in-use',
  'file-denied',
  'file-gone',
  'file-damaged',
  'platform-failed',
] as const

export type CallErrorCode = (typeof CALL_ERROR_CODES)[number]

const own = settingsSchema.shape

/** A change of settings. Unlike stored settings, a wrong value is refused and not replaced by its default. */
export const settingsChangeSchema = z.strictObject({
  locale: own.locale.unwrap().exactOptional(),
  theme: own.theme.unwrap().exactOptional(),
  digits: own.digits.unwrap().exactOptional(),
  contentFont: own.contentFont.unwrap().exactOptional(),
  contentScale: own.contentScale.unwrap().exactOptional(),
  leadingScale: own.leadingScale.unwrap().exactOptional(),
  zoom: own.zoom.unwrap().exactOptional(),
  reducedMotion: own.reducedMotion.unwrap().exactOptional(),
  guidelinesOpen: own.guidelinesOpen.unwrap().exactOptional(),
  annotatorId: own.annotatorId.unwrap().exactOptional(),
})

export type SettingsChange = z.infer<typeof settingsChangeSchema>

export const MENU_COMMANDS = ['new-project', 'open-file', 'export', 'settings', 'undo', 'redo', 'shortcuts'] as const

/** Opaque: the renderer never names a path. */
const sinkHandle = z.string().min(1).max(64)

/** One piece of a file; bigger ones would hold the main process up. */
export const MAX_PIECE_BYTES = 16 * 1024 * 1024

const pieceOfFile = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_PIECE_BYTES)

const nothing = z.void()
const bytes = z.number().nonnegative()

/** Whether the browser has promised not to clear our storage; 'unknown' where it does not say. */
export const PERSISTENCE_ANSWERS = ['granted', 'refused', 'unknown'] as const

/** Blobs asked for in one call; more are asked for in several. */
export const MAX_BLOBS = 5000

const blobName = z.string().regex(/^[0-9a-f]{64}$/)
const knownBlob = z.object({ sha256: blobName, bytes: z.number().int().min(1) })
type Endpoint = { args: z.ZodTuple; result: z.ZodType }

/** Argument and result of every call: the one place where both sides take their types from. */
export const CALL_CONTRACT = {
  'app.start': { args: z.tuple([]), result: z.object({ version: z.string(), settings: settingsSchema }) },
  /** What would be lost if the window closed now; nothing of it = an empty list. */
  'app.setUnsavedWork': { args: z.tuple([z.array(z.enum(UNSAVED_KINDS)).max(UNSAVED_KINDS.length)]), result: nothing },
  /** The renderer's answer to `app.closing`: its work is done. */
  'app.finishClosing': { args: z.tuple([]), result: nothing },
  /** Puts a copy of IndexedDB aside and empties it, so that it opens and can be filled again from the journal. */
  'app.clearDatabase': { args: z.tuple([]), result: nothing },
  'blobs.put': { args: z.tuple([blobName, pieceOfFile]), result: nothing },
  'blobs.get': {
    args: z.tuple([blobName]),
    result: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  },
  'blobs.has': { args: z.tuple([blobName]), result: z.boolean() },
  /** The names of those that have no blob of that size. */
  'blobs.missingOf': { args: z.tuple([z.array(knownBlob).max(MAX_BLOBS)]), result: z.array(blobName) },
  'blobs.delete': { args: z.tuple([blobName]), result: nothing },
  /** Asks the person where to save; null when they cancel. */
  'files.createSink': {
    args: z.tuple([z.string().min(1).max(200)]),
    result: z.object({ handle: sinkHandle, name: z.string() }).nullable(),
  },
  'files.write': {
    args: z.tuple([sinkHandle, pieceOfFile]),
    result: nothing,
  },
  /** With a SHA-256 (hex) the file is read back before it gets its name. */
  'files.close': { args: z.tuple([sinkHandle, blobName.optional()]), result: nothing },
  /**
   * The files with which the app was started or woken by a double click, each once. They are read by `snapshots.readPiece`;
   * `handle` null: it could not be opened.
   */
  'files.takeOpened': {
    args: z.tuple([]),
    result: z.array(z.object({ name: z.string(), handle: sinkHandle.nullable(), bytes: bytes })),
  },
  'files.abort': { args: z.tuple([sinkHandle]), result: nothing },
  'files.reveal': { args: z.tuple([sinkHandle]), result: nothing },
  ...HUB_CALLS,
  /** Keys of a project that is led from this laptop; null = none, or the system does not open them any more. */
  'keys.get': { args: z.tuple([idSchema<ProjectId>()]), result: projectKeysSchema.nullable() },
  'keys.keep': { args: z.tuple([projectKeysSchema]), result: nothing },
  'keys.projects': { args: z.tuple([]), result: z.array(idSchema<ProjectId>()) },
  'journal.open': { args: z.tuple([]), result: journalStateSchema },
  /** Gives the drafts seq and lamport and keeps them; what is given back lies on the disk. */
  'journal.append': {
    args: z.tuple([appendRequestSchema]),
    result: z.array(operationSchema),
  },
  /** Keeps operations that IndexedDB has and the journal has not; how many were new. */
  'journal.restore': {
    args: z.tuple([idSchema<ProjectId>(), idSchema<WriterId>(), z.array(operationSchema).max(MAX_OPERATIONS)]),
    result: z.number(),
  },
  'journal.operationsAfter': {
    args: z.tuple([idSchema<WriterId>(), upToSchema, z.number().int().min(1).max(MAX_OPERATIONS)]),
    result: z.array(operationSchema),
  },
  /** Moves a writer's operations aside and gives them out again under another writer, in one transaction. */
  'journal.reissue': { args: z.tuple([reissueRequestSchema]), result: reissueReplySchema },
  'journal.putWriter': { args: z.tuple([journalWriterSchema]), result: nothing },
  'journal.putAnnotator': { args: z.tuple([annotatorSchema]), result: nothing },
  'journal.deleteAnnotator': { args: z.tuple([idSchema<AnnotatorId>()]), result: nothing },
  'journal.deleteProject': { args: z.tuple([idSchema<ProjectId>()]), result: nothing },
  ...OWN_HUB_CALLS,
  'settings.update': { args: z.tuple([settingsChangeSchema]), result: settingsSchema },
  'shell.openExternal': { args: z.tuple([z.url({ protocol: /^https?$/ }).max(2000)]), result: nothing },
  ...SNAPSHOT_CALLS,
  /** Free room on the disk that holds our data; null when the system does not tell. */
  'storage.freeBytes': { args: z.tuple([]), result: bytes.nullable() },
  /** What the journal and the blobs have taken. */
  'storage.usedBytes': { args: z.tuple([]), result: bytes },
  /** Chromium's answer to `navigator.storage.persist()`, for the log. */
  'storage.persistence': { args: z.tuple([z.enum(PERSISTENCE_ANSWERS)]), result: nothing },
} as const satisfies Record<CallChannel, Endpoint>

/** What each message carries. */
export const EVENT_CONTRACT = {
  'app.closing': nothing,
  /** There is a file to take (`files.takeOpened`). */
  'files.opened': nothing,
  'menu.command': z.enum(MENU_COMMANDS),
  ...OWN_HUB_EVENTS,
  'settings.changed': settingsSchema,
  ...SNAPSHOT_EVENTS,
} as const satisfies Record<EventChannel, z.ZodType>

export type CallArgs<C extends CallChannel> = z.infer<(typeof CALL_CONTRACT)[C]['args']>
export type CallResult<C extends CallChannel> = z.infer<(typeof CALL_CONTRACT)[C]['result']>
export type EventPayload<E extends EventChannel> = z.infer<(typeof EVENT_CONTRACT)[E]>

/** How a call travels back: an Error would lose its code on the way. */
export type CallReply<Value> = { ok: true; value: Value } | { ok: false; code: CallErrorCode }

/** `window.api`: one function a channel. A refused or failed call rejects with an Error whose message is the code. */
export type NishanApi = {
  readonly [C in CallChannel]: (...args: CallArgs<C>) => Promise<CallResult<C>>
} & {
  /** Returns the function that stops listening. */
  readonly [E in EventChannel]: (listener: (payload: EventPayload<E>) => void) => () => void
}
