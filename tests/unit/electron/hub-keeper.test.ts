import { beforeEach, describe, expect, it } from 'vitest'
import { HubKeeper, type HubChildEvents } from '#electron/main/services/hub-process/hub-keeper.ts'
import type { FromHub, ToHub } from '#electron/main/services/hub-process/hub-messages.ts'
import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'

const READY: FromHub = {
  kind: 'ready',
  hub: 'hhhhhhhh',
  urls: ['https://192.168.1.20:47300'],
  fingerprint: 'ab'.repeat(32),
  ownerCode: 'c'.repeat(16),
}

type Child = HubChildEvents & { posted: ToHub['kind'][]; killed: boolean }

let now: number
let children: Child[]
let timers: { at: number; run: () => void }[]
let shown: OwnHubState[]
let keeper: HubKeeper

beforeEach(() => {
  now = 1_000_000
  children = []
  timers = []
  shown = []
  keeper = new HubKeeper({
    fork(events) {
      const child: Child = { ...events, posted: [], killed: false }
      children.push(child)
      return { post: ({ kind }) => child.posted.push(kind), kill: () => (child.killed = true) }
    },
    start: { data: '/data', port: 47_300, version: '1', staticDir: '/pages' },
    isHere: (annotatorId) => annotatorId === 'me',
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    log: () => undefined,
    onChange: (state) => shown.push(state),
  })
})

const latest = () => children.at(-1) as Child
function pass(ms: number): void {
  now += ms
  const due = timers.filter(({ at }) => at <= now)
  timers = timers.filter(({ at }) => at > now)
  for (const { run } of due) run()
}

describe('the keeper of the hub', () => {
  it('waits longer after each end, up to a minute, and from the beginning after a steady minute', () => {
    keeper.switchOn()
    const waits: number[] = []
    for (let count = 0; count < 8; count += 1) {
      latest().onExit(1)
      const state = keeper.state()
      waits.push(state.kind === 'failed' && state.nextAt !== null ? state.nextAt - now : -1)
      pass(waits.at(-1) ?? 0)
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
    latest().onMessage(READY)
    now += 60_000
    latest().onExit(1)
    expect(keeper.state()).toEqual({ kind: 'failed', problem: 'crashed', nextAt: now + 1000 })
  })

  it('has one process at a time: switched on while it stops, the next one waits for it', async () => {
    keeper.switchOn()
    latest().onMessage(READY)
    const stopped = keeper.switchOff()
    keeper.switchOn()
    expect([children.length, latest().posted, keeper.state()]).toEqual([1, ['start', 'stop'], { kind: 'stopping' }])
    latest().onExit(0)
    await stopped
    expect([children.length, keeper.state()]).toEqual([2, { kind: 'starting' }])
  })

  it('ends one that does not stop', async () => {
    keeper.switchOn()
    const stopped = keeper.switchOff()
    pass(11_000)
    expect(latest().killed).toBe(false)
    pass(2000)
    expect(latest().killed).toBe(true)
    latest().onExit(9)
    await stopped
    expect(keeper.state()).toEqual({ kind: 'off' })
  })

  it('tries at once when asked, and not at all when switched off while it waits', async () => {
    keeper.switchOn()
    latest().onMessage({ kind: 'failed', problem: 'port-taken', code: 'EADDRINUSE' })
    latest().onExit(1)
    expect(keeper.state()).toMatchObject({ kind: 'failed', problem: 'port-taken' })
    keeper.switchOn()
    expect([children.length, keeper.state().kind, timers.length]).toEqual([2, 'starting', 0])
    latest().onExit(1)
    await keeper.switchOff()
    pass(120_000)
    expect([children.length, keeper.state()]).toEqual([2, { kind: 'off' }])
  })

  it('counts other people, lately and today, and follows the addresses', () => {
    keeper.switchOn()
    latest().onMessage(READY)
    const people = [
      { annotatorId: 'me', contactAt: now },
      { annotatorId: 'bilal', contactAt: now - 1000 },
      { annotatorId: 'fatima', contactAt: now - 60 * 60 * 1000 },
    ]
    latest().onMessage({ kind: 'present', urls: ['https://10.0.0.7:47300'], people })
    expect(keeper.state()).toMatchObject({
      kind: 'on',
      urls: ['https://10.0.0.7:47300'],
      people: { lately: 1, today: 2 },
    })
    now += 15 * 60 * 1000
    expect(keeper.state()).toMatchObject({ people: { lately: 0, today: 2 } })
  })
})
