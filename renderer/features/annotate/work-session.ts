import { withChanges, type AnswerChange } from '#shared/domain/answer-change.ts'
import { isFinished, type Status } from '#shared/domain/status.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { savePlace } from '#renderer/data/commands/save-place.ts'
import { redoAct, undoAct, type UndoOutcome } from '#renderer/data/commands/undo-act.ts'
import {
  batchAt,
  comesAfter,
  endAt,
  itemIdAt,
  lastOrder,
  neighbour,
  nextUnanswered,
  readPlace,
  readQueue,
  readWorkItem,
  type Queue,
  type QueueStart,
  type WorkItem,
} from '#renderer/data/queries/queue.ts'
import { ownTraining } from '#renderer/data/queries/training.ts'
import { isItemErased } from '#renderer/data/queries/erasures.ts'
import type { AnswerEnd } from '#renderer/data/queries/queue-runs.ts'
import { writeFailureCode } from '#renderer/platform/write-failure.ts'
import { ActiveTimer } from './active-timer.ts'
import { SaveFailure, type Save, type SessionParts, type WorkState } from './work-state.ts'

/** Items read ahead of the person, so that the next one is painted at once. */
const AHEAD = 3

/**
 * One sitting at one project's queue. Paints first, stores at once, and says the truth about it:
 * the state changes synchronously, the write is tracked by the saved sign, and a failure brings
 * the person back to the item with the answer still there.
 */
export class WorkSession {
  readonly timer = new ActiveTimer()
  readonly #parts: SessionParts
  readonly #listeners = new Set<() => void>()
  readonly #cache = new Map<number, WorkItem>()
  #ahead: number[] = []
  /** Saves go one after another: what follows a failed one waits behind it, so that no older value overtakes a newer. */
  #writing: Promise<unknown> = Promise.resolve()
  #unsaved: Save[] = []
  #turning = false
  #state: WorkState = {
    phase: 'loading',
    queue: null,
    order: null,
    work: null,
    subset: null,
    failed: null,
    sittingFinished: 0,
    undoLeft: 0,
  }

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  readonly current = (): WorkState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Opens where the person left off: the first unanswered item from there. */
  async open(): Promise<void> {
    const { data, who } = this.#parts
    const queue = await readQueue(data, who)
    this.#set({ queue })
    if (queue.items === 0) this.#set({ phase: 'empty' })
    else await this.#showUnanswered(await readPlace(data, who))
  }

  /** An item is on screen to stay, and nothing waits to be saved again: the summary takes no answers. */
  get #answerable(): boolean {
    return this.#onItem && this.#state.failed === null && !this.#turning && !this.#halted
  }

  get #onItem(): boolean {
    return this.#state.phase === 'item' || this.#state.phase === 'feedback'
  }

  /** Why the item on screen takes no answers. */
  get ended(): AnswerEnd | null {
    const { queue, order, phase } = this.#state
    if (phase === 'feedback') return 'shown'
    return queue === null || order === null ? null : endAt(queue, order)
  }

  get #halted(): boolean {
    return this.#parts.halted?.() ?? false
  }

  /** Keeps changes to the item on screen. */
  act(changes: readonly AnswerChange[]): void {
    const { work, order } = this.#state
    if (work === null || order === null || !this.#answerable || changes.length === 0) return
    // Of a batch that has ended the answers stay; a comment is none.
    if (this.ended !== null && changes.some(({ kind }) => kind !== 'comment.set')) return
    this.#set({ work: this.#paint(order, work, changes), undoLeft: 0 })
    void this.#save({ itemId: work.item.id, order, changes, activeMs: this.timer.take() })
  }

  /** Finishes the item on screen and shows the next: at once when it was read ahead. */
  async finish(status: Exclude<Status, 'open'>): Promise<void> {
    const { work, order, subset, queue } = this.#state
    if (work === null || order === null || !this.#answerable || this.ended !== null) return
    const changes: AnswerChange[] = [{ kind: 'item.status', value: status }]
    const wasFinished = isFinished(work.annotation?.status ?? 'open')
    const painted = this.#paint(order, work, changes)
    const saving = this.#save({ itemId: work.item.id, order, changes, activeMs: this.timer.take() })
    this.#set({ sittingFinished: this.#state.sittingFinished + (wasFinished ? 0 : 1), undoLeft: 0 })
    this.#ahead = this.#ahead.filter((other) => other !== order)
    if (painted.training !== null) {
      this.#show(order, painted)
      return
    }
    if (subset !== null) {
      await this.#turnPage(() => this.step(1))
      return
    }
    const ready = this.#ahead.find((other) => queue !== null && comesAfter(queue, other, order))
    const known = ready === undefined ? undefined : this.#cache.get(ready)
    if (ready !== undefined && known !== undefined) {
      this.#show(ready, known)
      void this.#readAhead(ready)
      return
    }
    // The queue reads the store, so the write must be there before the next is looked for.
    await this.#turnPage(async () => {
      await saving
      if (this.#state.failed === null) await this.#showUnanswered({ after: order })
    })
  }

  /** From what is shown after an answer to the end of the round, if this was its last item, or to the next item. */
  async goOn(): Promise<void> {
    const { order, phase, subset, queue, failed } = this.#state
    if (order === null || queue === null || failed !== null || this.#turning) return
    await this.#turnPage(async () => {
      await this.#writing
      if (this.#state.failed !== null) return
      if (phase === 'feedback' && subset !== null) return this.step(1)
      const batch = phase === 'feedback' ? batchAt(queue, order) : null
      const standing = batch && (await ownTraining(this.#parts.data, this.#parts.who, batch))
      if (standing && standing.done === standing.given) this.#set({ phase: 'round' })
      else await this.#showUnanswered({ after: order })
    })
  }

  /** Until the next item is there, keys meant for it must not change the one that was just finished. */
  async #turnPage(show: () => Promise<void>): Promise<void> {
    this.#turning = true
    try {
      await show()
    } finally {
      this.#turning = false
    }
  }

  /** The next or previous item in order, answered or not. */
  async step(by: 1 | -1): Promise<void> {
    const { queue, order, subset, phase } = this.#state
    if (queue === null || order === null) return
    if (phase === 'round') {
      await (by === 1 ? this.goOn() : this.goTo(order))
      return
    }
    // Back from the summary is the text before it; beyond it lies nothing.
    if (phase === 'finished') {
      if (by === 1 || (await this.goTo(order))) return
      // It was erased meanwhile.
      const before = neighbour(queue, order, -1)
      if (before !== null) await this.goTo(before)
      return
    }
    if (subset !== null) {
      const next = subset[subset.indexOf(order) + by]
      if (next !== undefined) await this.goTo(next)
      else if (by === 1) this.#set({ phase: 'finished' })
      return
    }
    const next = neighbour(queue, order, by)
    if (next !== null) await this.goTo(next)
  }

  /** Shows the item at `order`; false when there is none. */
  async goTo(order: number): Promise<boolean> {
    const { queue } = this.#state
    if (queue === null) return false
    const work = this.#cache.get(order) ?? (await this.#read(queue, order))
    if (work === null) return false
    this.#show(order, work)
    void this.#readAhead(order)
    return true
  }

  /** Works through chosen orders only, or (null) through the whole queue again. */
  async workThrough(subset: readonly number[] | null): Promise<void> {
    this.#set({ subset })
    const [first] = subset ?? []
    if (subset === null) await this.#showUnanswered(this.#state.order ?? 0)
    else if (first !== undefined) await this.goTo(first)
  }

  /** Back from the summary to the last item of the queue. */
  async reopen(): Promise<void> {
    const { queue, subset } = this.#state
    const last = subset?.at(-1) ?? (queue === null ? null : lastOrder(queue))
    if (last !== null) await this.goTo(last)
  }

  readonly undo = (): Promise<UndoOutcome | null> => this.#turn(undoAct)
  readonly redo = (): Promise<UndoOutcome | null> => this.#turn(redoAct)

  /** Tries what was not stored again, in its order; labeling goes on when all of it is. */
  async retry(): Promise<void> {
    const unsaved = this.#unsaved
    this.#unsaved = []
    this.#set({ failed: null })
    await Promise.all(unsaved.map((save) => this.#save(save)))
  }

  /** Gives up what was not stored and shows what is stored. */
  async giveUp(): Promise<void> {
    this.#unsaved = []
    this.#cache.clear()
    this.#set({ failed: null })
    await this.refresh()
  }

  /** Reads the item on screen again from the store. */
  async refresh(): Promise<void> {
    const { order } = this.#state
    if (order === null) return
    this.#cache.delete(order)
    await this.goTo(order)
  }

  /** Another tab has written: everything is read anew, and the text on screen stays the same one. */
  async reload(): Promise<void> {
    const { phase, order } = this.#state
    this.#cache.clear()
    this.#ahead = []
    if (phase === 'round') {
      this.#set({ queue: await readQueue(this.#parts.data, this.#parts.who) })
      return
    }
    if (!this.#onItem || order === null) {
      await this.open()
      return
    }
    const { data, who } = this.#parts
    const queue = await readQueue(data, who)
    this.#set({ queue })
    // Meanwhile it may have been taken back.
    if (itemIdAt(queue, order) === null) await this.open()
    else await this.refresh()
  }

  /** Something was erased: nothing of it is shown any more. The order of the text on screen, if that is gone. */
  async dropErased(): Promise<number | null> {
    const { work, order, phase } = this.#state
    const gone = work !== null && (await isItemErased(this.#parts.data, work.item.id))
    if (gone) this.#set({ work: null })
    await this.reload()
    const { subset, queue } = this.#state
    if (subset !== null && queue !== null) {
      this.#set({ subset: subset.filter((other) => itemIdAt(queue, other) !== null) })
    }
    return gone && (phase === 'item' || phase === 'feedback') ? order : null
  }

  async #turn(command: typeof undoAct): Promise<UndoOutcome | null> {
    if (this.#halted) return null
    const { data, who, taskVersion, track } = this.#parts
    // What was done last may still be on its way to the store: it is what is to be undone.
    const outcome = await track(this.#writing.then(() => command(data, who, taskVersion)))
    if (outcome === null) return null
    this.#cache.clear()
    this.#ahead = []
    const item = await data.db.items.get(outcome.itemId)
    if (item) await this.goTo(item.order)
    this.#set({ undoLeft: outcome.left })
    return outcome
  }

  /** Writes after all earlier saves. Never rejects: a failure is shown. */
  async #save(save: Save): Promise<void> {
    const written = this.#writing.then(() => this.#write(save))
    this.#writing = written.catch(() => undefined)
    try {
      await this.#parts.track(written)
    } catch (error) {
      await this.#stop(save, error instanceof SaveFailure ? error.code : 'UnknownError')
    }
  }

  async #write({ order, ...act }: Save): Promise<void> {
    const { data, who, taskVersion } = this.#parts
    if (this.#unsaved.length > 0) {
      this.#unsaved.push({ order, ...act })
      throw new SaveFailure('waits-behind')
    }
    const code = await saveAct(data, who, { ...act, taskVersion }).then(
      (result) => (result.ok ? null : result.error.code),
      writeFailureCode,
    )
    // What was said of an erased item is not kept, and nobody is asked to try again.
    if (code === null || code === 'item-erased') return
    this.#unsaved.push({ order, ...act })
    throw new SaveFailure(code)
  }

  /** An item with all that was done to it, also what is still being written. */
  async #read(queue: Queue, order: number): Promise<WorkItem | null> {
    await this.#writing
    return readWorkItem(this.#parts.data, queue, order)
  }

  async #stop(save: Save, code: string): Promise<void> {
    if (this.#state.failed !== null) return
    this.#set({ failed: { ...save, code } })
    if (this.#state.order !== save.order || !this.#onItem) await this.goTo(save.order)
  }

  #paint(order: number, work: WorkItem, changes: readonly AnswerChange[]): WorkItem {
    const key = { itemId: work.item.id, ...this.#parts.who, order }
    const painted = { ...work, annotation: withChanges(work.annotation, key, changes) }
    this.#cache.set(order, painted)
    return painted
  }

  #show(order: number, work: WorkItem): void {
    // Time at an item that was only looked at belongs to no answer.
    if (order !== this.#state.order) this.timer.take()
    this.#cache.set(order, work)
    const isShown = work.training !== null && isFinished(work.annotation?.status ?? 'open')
    this.#set({ phase: isShown ? 'feedback' : 'item', order, work, undoLeft: 0 })
    // Only after the answers before it: a crash between the two would skip a text that has no answer.
    void this.#writing.then(() => this.#keepPlace(order)).catch(() => undefined)
  }

  /** Not while an answer could not be written: its text is where work goes on. */
  async #keepPlace(order: number): Promise<void> {
    if (this.#unsaved.length === 0) await savePlace(this.#parts.data, this.#parts.who, order)
  }

  async #showUnanswered(from: QueueStart): Promise<void> {
    const { queue } = this.#state
    if (queue === null) return
    const [order] = await nextUnanswered(this.#parts.data, queue, from)
    if (order === undefined) this.#set({ phase: 'finished' })
    else await this.goTo(order)
  }

  /** Reads the next unanswered items into memory; keeps the cache small. */
  async #readAhead(order: number): Promise<void> {
    const { queue } = this.#state
    if (queue === null) return
    const orders = (await nextUnanswered(this.#parts.data, queue, { after: order }, AHEAD)).filter(
      (other) => other !== order,
    )
    const kept = new Set([this.#state.order, ...orders])
    for (const known of this.#cache.keys()) if (!kept.has(known)) this.#cache.delete(known)
    for (const ahead of orders) {
      if (this.#cache.has(ahead)) continue
      const work = await readWorkItem(this.#parts.data, queue, ahead)
      if (work !== null && !this.#cache.has(ahead)) this.#cache.set(ahead, work)
    }
    this.#ahead = orders
  }

  #set(change: Partial<WorkState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
