import '#renderer/styles/fonts.css'
import '#renderer/styles/tokens.css'
import '#renderer/styles/label-colours.css'
import { benchText, firstParagraphs } from './bench-text.ts'
import type { Contender } from './contender.ts'
import { ownContender, plainContender } from './own-contenders.tsx'
import './bench-page.css'

type Preparable = Contender & { prepare?: () => Promise<void> }

/** What the runner calls. Times are ms on this page's clock. */
export type SpanBenchPage = {
  names(): string[]
  /** Loads code, style sheets and fonts of a contender and runs it once on a little text: none of it is measured. */
  prepare(name: string): Promise<void>
  /** Mounts it; ms from the frame's start to the end of the frame in which its spans are there. */
  open(name: string): Promise<{ paintedMs: number; drawn: number }>
  /** Adds the extra span of this number, from 0; the same measure. */
  add(name: string, number: number): Promise<number>
  /** The same with nothing added: what the measuring and an empty frame cost by themselves. */
  addNothing(): Promise<number>
  /** The same with one dot put into a corner: the least that a frame costs in which anything changes. */
  addDot(): Promise<number>
  close(name: string): void
}

declare global {
  /** Set by ../peers/peers.js on the page with peers, before this script runs. */
  var spanBenchPeers: Preparable[] | undefined
  var spanBench: SpanBenchPage
}

/** Longer than any contender needs to draw one span; after it the bench says so. */
const GIVE_UP_MS = 30_000

const data = benchText()
const little = firstParagraphs(data, 3)
const stage = document.getElementById('stage')
if (stage === null) throw new Error('The bench page has no stage')

/** Runs `act` at a frame's start and measures until after the paint of the frame in which `done` holds. */
function untilPainted(act: () => void | Promise<void>, done: () => boolean): Promise<number> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    let start = 0
    // A message posted in a frame callback is handled after that frame has been laid out and painted.
    port1.addEventListener('message', () => {
      const ms = performance.now() - start
      if (done()) resolve(ms)
      else if (ms > GIVE_UP_MS) reject(new Error('Nothing was drawn'))
      else requestAnimationFrame(() => port2.postMessage(null))
    })
    port1.start()
    requestAnimationFrame(() => {
      start = performance.now()
      void act()
      port2.postMessage(null)
    })
  })
}

function start(): void {
  const contenders: Preparable[] = [plainContender(), ownContender(), ...(globalThis.spanBenchPeers ?? [])]
  const find = (name: string): Preparable => {
    const found = contenders.find((contender) => contender.name === name)
    if (found === undefined) throw new Error(`No contender ${name}`)
    return found
  }
  // One peer writes thousands of warnings: nobody's time is spent on the console.
  for (const level of ['log', 'warn', 'info', 'debug'] as const) console[level] = () => {}
  globalThis.spanBench = {
    names: () => contenders.map(({ name }) => name),
    async prepare(name) {
      const contender = find(name)
      for (const old of document.querySelectorAll('link[data-contender]')) old.remove()
      for (const href of contender.styles) {
        const link = document.createElement('link')
        Object.assign(link, { rel: 'stylesheet', href })
        link.dataset['contender'] = ''
        await new Promise((loaded) => {
          link.addEventListener('load', loaded)
          document.head.append(link)
        })
      }
      await contender.prepare?.()
      const fonts = [
        '27px "Noto Nastaliq Urdu Variable"',
        '600 12px "Noto Naskh Arabic Variable"',
        '600 12px "Inter Variable"',
      ]
      await Promise.all(fonts.map((font) => document.fonts.load(font, 'اردو Ag 123')))
      await untilPainted(
        () => contender.mount(stage as HTMLElement, little),
        () => contender.drawn() > 0,
      )
      contender.unmount()
      stage?.replaceChildren()
      window.scrollTo(0, 0)
    },
    async open(name) {
      const contender = find(name)
      const paintedMs = await untilPainted(
        () => contender.mount(stage as HTMLElement, data),
        () => contender.drawn() > 0,
      )
      return { paintedMs, drawn: contender.drawn() }
    },
    add(name, number) {
      const contender = find(name)
      const span = data.extra[number]
      if (span === undefined) throw new Error(`No extra span ${number}`)
      const before = contender.drawn()
      return untilPainted(
        () => contender.add(span),
        () => contender.drawn() > before,
      )
    },
    addDot: () =>
      untilPainted(
        () => {
          const dot = document.createElement('i')
          dot.className = 'dot'
          document.body.append(dot)
        },
        () => true,
      ),
    addNothing: () =>
      untilPainted(
        () => {},
        () => true,
      ),
    close(name) {
      find(name).unmount()
      stage?.replaceChildren()
    },
  }
  document.documentElement.dataset['ready'] = ''
}

start()
