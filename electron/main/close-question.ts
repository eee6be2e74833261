import { dialog, type BrowserWindow } from 'electron'
import type { InterfaceLocale } from '#shared/domain/settings.ts'
import { endsByItself, UNSAVED_KINDS, type UnsavedKind } from '#shared/domain/unsaved-work.ts'
import { MENU_STRINGS } from './menu/menu-strings.ts'
import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'
import type { OpenWindows } from './services/open-windows.ts'

/** What is written within this time is not worth a question. */
const BLINK_MS = 500
/** How long a page may work after it was told that it closes. */
const FINISH_LIMIT_MS = 5000

type Choice = 'wait' | 'keep' | 'close'

/** Names what would be lost. Waiting is offered where it is enough, and is then the first button. */
async function askPerson(
  window: BrowserWindow,
  unsaved: readonly UnsavedKind[],
  locale: InterfaceLocale,
): Promise<Choice> {
  const words = MENU_STRINGS[locale]
  const lost = UNSAVED_KINDS.filter((kind) => unsaved.includes(kind)).map((kind) => words.unsaved[kind])
  const choices: readonly Choice[] = endsByItself(unsaved) ? ['wait', 'keep', 'close'] : ['keep', 'close']
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.unsavedQuestion,
    detail: [...lost, words.unsavedSafe].join('\n'),
    buttons: choices.map((choice) => words.closing[choice]),
    defaultId: 0,
    cancelId: choices.indexOf('keep'),
    noLink: true,
  })
  return choices[response] ?? 'keep'
}

/** This laptop is the team's hub: nobody can send while the app is closed. True = close all the same. */
async function askAboutHub(window: BrowserWindow, peopleLately: number, locale: InterfaceLocale): Promise<boolean> {
  const words = MENU_STRINGS[locale]
  const number = peopleLately.toLocaleString(locale === 'ur' ? 'ur-u-nu-arabext' : 'en')
  const contact = peopleLately === 0 ? words.hubNobody : words.hubPeople.replace('{{count}}', number)
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.hubQuestion,
    detail: [contact, words.hubSafe].join('\n'),
    buttons: [words.closing.keep, words.hubClose],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}

function limit(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}

export type ClosingDeps = {
  windows: OpenWindows
  locale: () => InterfaceLocale
  /** The hub on this laptop. */
  ownHub: () => OwnHubState
}

/** One window on its way to be closed. */
class Closing {
  readonly #window: BrowserWindow
  readonly #windows: OpenWindows
  readonly #locale: () => InterfaceLocale
  readonly #ownHub: () => OwnHubState
  readonly #id: number
  #busy = false
  #waiting: AbortController | null = null

  constructor(window: BrowserWindow, { windows, locale, ownHub }: ClosingDeps) {
    this.#window = window
    this.#windows = windows
    this.#locale = locale
    this.#ownHub = ownHub
    this.#id = window.webContents.id
  }

  /** Asked for by the person. A second time while it waits for the last writes: the question comes again. */
  async begin(): Promise<void> {
    this.#waiting?.abort()
    if (this.#busy) return
    this.#busy = true
    try {
      if (!(await this.#mayClose()) || !(await this.#mayStopHub())) return
      const finished = this.#windows.waitForFinish(this.#id)
      this.#window.webContents.send('app.closing')
      await Promise.race([finished, limit(FINISH_LIMIT_MS)])
      if (!this.#window.isDestroyed()) this.#window.destroy()
    } finally {
      this.#busy = false
    }
  }

  async #mayStopHub(): Promise<boolean> {
    const hub = this.#ownHub()
    return hub.kind !== 'on' || askAboutHub(this.#window, hub.people.lately, this.#locale())
  }

  async #mayClose(): Promise<boolean> {
    await this.#windows.waitForSaved(this.#id, AbortSignal.timeout(BLINK_MS))
    for (;;) {
      const unsaved = this.#windows.unsavedWork(this.#id)
      if (unsaved.length === 0) return true
      const choice = await askPerson(this.#window, unsaved, this.#locale())
      if (choice !== 'wait') return choice === 'close'
      this.#waiting = new AbortController()
      await this.#windows.waitForSaved(this.#id, this.#waiting.signal)
      this.#waiting = null
    }
  }
}

/** Asks before unsaved work is left, then lets the page finish within a time limit, then closes. */
export function questionClosing(window: BrowserWindow, deps: ClosingDeps): void {
  const closing = new Closing(window, deps)
  window.on('close', (event) => {
    // A page that has crashed or never loaded cannot answer.
    if (window.webContents.isCrashed() || window.webContents.getURL() === '') return
    event.preventDefault()
    void closing.begin()
  })
}
