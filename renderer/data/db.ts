import { Dexie, type Table } from 'dexie'
import type * as rows from './rows.ts'
import { version1 } from './versions/001-first.ts'
import { version2 } from './versions/002-local.ts'
import { version3 } from './versions/003-assignments.ts'
import { version4 } from './versions/004-comments.ts'
import { version5 } from './versions/005-erasures.ts'
import { version6 } from './versions/006-held.ts'
import { version7 } from './versions/007-agreement.ts'

export const DATABASE_NAME = 'nishan'

/** The one Dexie database. Opened strict: a write that resolved lies on the disk (sync.md, Durability). */
export class NishanDatabase extends Dexie {
  projects!: Table<rows.ProjectRow, string>
  taskVersions!: Table<rows.TaskVersionRow, [string, number]>
  imports!: Table<rows.ImportRow, string>
  chunks!: Table<rows.ChunkRow, string>
  items!: Table<rows.ItemRow, string>
  annotators!: Table<rows.AnnotatorRow, string>
  members!: Table<rows.MemberRow, [string, string]>
  batches!: Table<rows.BatchRow, string>
  batchStates!: Table<rows.BatchStateRow, [string, string]>
  assignments!: Table<rows.AssignmentRow, [string, string]>
  annotations!: Table<rows.AnnotationRow, [string, string]>
  comments!: Table<rows.CommentRow, [string, string, string]>
  suggestions!: Table<rows.SuggestionRow, [string, string]>
  gold!: Table<rows.GoldRow, string>
  training!: Table<rows.TrainingRow, [string, string]>
  erasures!: Table<rows.ErasureRow, string>
  erasedBlobs!: Table<rows.ErasedBlobRow, [string, string]>
  writers!: Table<rows.WriterRow, string>
  operations!: Table<rows.OperationRow, [string, number]>
  counters!: Table<rows.CountersRow, [string, string]>
  acts!: Table<rows.ActRow, [string, string, number]>
  drafts!: Table<rows.DraftRow, [string, string, string]>
  places!: Table<rows.PlaceRow, [string, string]>
  syncState!: Table<rows.SyncStateRow, string>
  local!: Table<rows.LocalRow, string>

  constructor(name: string = DATABASE_NAME) {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores(version1)
    this.version(2).stores(version2)
    this.version(3).stores(version3)
    this.version(4).stores(version4)
    this.version(5).stores(version5)
    this.version(6).stores(version6)
    this.version(7).stores(version7)
  }
}
