import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildAppFixture, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import type { UnsavedKind } from '#shared/domain/unsaved-work.ts'
import type { DoubleState, MessageBox } from '#tests/support/electron-double/double-state.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

const WAIT = { timeout: 5000 }

let built: BuiltApp
const running = new Set<ElectronDouble>()

beforeAll(async () => {
  built = await buildAppFixture()
}, 60_000)

afterEach(async () => {
  for (const double of running) await double.kill()
  running.clear()
})

afterAll(() => built?.remove())

async function launch(userData: string, prepare?: (state: DoubleState) => void): Promise<ElectronDouble> {
  const double = await launchElectronDouble({ appDir: built.appDir, userData, ...(prepare ? { prepare } : {}) })
  running.add(double)
  return double
}

type Received = { channel: string; payload: unknown }

async function received(double: ElectronDouble): Promise<Received[]> {
  const page = await double.page()
  return page.evaluate(() => (globalThis as unknown as { received: Received[] }).received)
}

describe('what the app remembers', () => {
  it('keeps settings, IndexedDB and the place of the window over a restart', async () => {
    const profile = built.newProfile()
    const first = await launch(profile)
    const page = await first.page()
    await page.evaluate(() => window.api['settings.update']({ theme: 'dark', contentScale: 1.4 }))
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('labels', 1)
          opening.onupgradeneeded = () => opening.result.createObjectStore('answers')
          opening.onsuccess = () => {
            const transaction = opening.result.transaction('answers', 'readwrite', { durability: 'strict' })
            transaction.objectStore('answers').put('مثبت', 'item-1')
            transaction.oncomplete = () => resolve()
            transaction.addEventListener('error', () => reject(new Error('not written')))
          }
        }),
    )
    first.state.windows[0]!.bounds = { x: 40, y: 30, width: 1100, height: 650 }
    expect(await first.close()).toBe(0)

    const second = await launch(profile)
    const again = await second.page()
    const started = await again.evaluate(() => window.api['app.start']())
    expect(started.settings).toMatchObject({ theme: 'dark', contentScale: 1.4, locale: 'ur' })
    expect(second.state.windows[0]!.options).toMatchObject({
      x: 40,
      y: 30,
      width: 1100,
      height: 650,
      backgroundColor: '#0f141b',
    })
    const answer = await again.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('labels', 1)
          opening.onsuccess = () => {
            const get = opening.result.transaction('answers').objectStore('answers').get('item-1')
            get.onsuccess = () => resolve(get.result)
          }
        }),
    )
    expect(answer).toBe('مثبت')
  })

  it('brings a maximised window back maximised, and its normal size with it', async () => {
    const profile = built.newProfile()
    const first = await launch(profile)
    await first.page()
    first.state.windows[0]!.maximized = true
    await first.close()
    const second = await launch(profile)
    await second.page()
    expect(second.state.windows[0]!.maximized).toBe(true)
  })

  it('opens on a display that is there when the one of last time is gone', async () => {
    const profile = built.newProfile()
    const bounds = { x: 3000, y: 200, width: 1000, height: 640 }
    writeFileSync(join(profile, 'window-state.json'), JSON.stringify({ bounds, maximized: false }))
    const double = await launch(profile)
    await double.page()
    expect(double.state.windows[0]!.bounds).toEqual({ x: 183, y: 44, width: 1000, height: 640 })
  })

  it('starts with defaults where settings and place are broken, and keeps the broken file', async () => {
    const profile = built.newProfile()
    writeFileSync(join(profile, 'settings.json'), '{ "locale": ')
    writeFileSync(join(profile, 'window-state.json'), '[]')
    const double = await launch(profile)
    const page = await double.page()
    expect(await page.evaluate(() => window.api['app.start']())).toMatchObject({ settings: { locale: 'ur' } })
    expect(readFileSync(join(profile, 'settings.json.broken'), 'utf8')).toBe('{ "locale": ')
  })

  it('starts once: a second start brings the first window to the front and ends', async () => {
    const profile = built.newProfile()
    const first = await launch(profile)
    await first.page()
    first.state.windows[0]!.minimized = true
    const second = await launch(profile)
    expect(await second.state.exited).toBe(0)
    expect(second.state.windows).toEqual([])
    expect(first.state.windows[0]).toMatchObject({ minimized: false, focusCount: 1 })
  })
})

describe('menus', () => {
  it('are in the language of the interface and follow it at once', async () => {
    const double = await launch(built.newProfile())
    const page = await double.page()
    expect(double.state.menu!.items.map((item) => item.label)).toEqual(
      process.platform === 'darwin' ? expect.arrayContaining(['فائل']) : ['فائل', 'تبدیلی', 'منظر', 'مدد'],
    )
    await page.evaluate(() => window.api['settings.update']({ locale: 'en' }))
    expect(double.state.menu!.item('File', 'New project…').accelerator).toBe('CmdOrCtrl+N')
  })

  it('send commands to the page, change the zoom and leave undo keys to the page', async () => {
    const double = await launch(built.newProfile())
    const page = await double.page()
    await page.waitForSelector('[data-ready]')
    const { menu } = double.state
    menu!.item('فائل', 'نیا منصوبہ…').click!()
    menu!.item('منظر', 'بڑا کریں').click!()
    await vi.waitFor(async () => expect(await received(double)).toHaveLength(2))
    expect(await received(double)).toEqual([
      { channel: 'menu.command', payload: 'new-project' },
      { channel: 'settings.changed', payload: expect.objectContaining({ zoom: 1.1 }) },
    ])
    expect(double.state.windows[0]!.contents.zoomFactors).toEqual([1, 1.1])
    for (const label of ['واپس کریں', 'پھر سے کریں']) {
      expect(menu!.item('تبدیلی', label).registerAccelerator).toBe(false)
    }
  })
})

async function saveFolder(): Promise<{ double: ElectronDouble; folder: string; target: string }> {
  const profile = built.newProfile()
  const folder = join(profile, 'exports')
  mkdirSync(folder)
  return { double: await launch(profile), folder, target: join(folder, 'جواب.csv') }
}

describe('saving a file', () => {
  it('writes what the page gives, whole and under the chosen name only at the end', async () => {
    const { double, folder, target } = await saveFolder()
    const page = await double.page()
    writeFileSync(target, 'old')
    double.state.savePaths.push(target)
    const sink = await page.evaluate(() => window.api['files.createSink']('../../answers.csv'))
    expect(double.state.shownSaveDialogs[0]!.defaultPath).not.toMatch(/[/\\]/)
    expect(sink).toEqual({ handle: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'جواب.csv' })
    const { handle } = sink!
    await page.evaluate(async (handle) => {
      const write = (text: string) => window.api['files.write'](handle, new TextEncoder().encode(text))
      await Promise.all([write('نام,'), write('لیبل\r\n'), write('الف,ب\r\n')])
    }, handle)
    expect(readFileSync(target, 'utf8')).toBe('old')
    await page.evaluate((handle) => window.api['files.close'](handle), handle)
    expect(readFileSync(target, 'utf8')).toBe('نام,لیبل\r\nالف,ب\r\n')
    expect(readdirSync(folder)).toEqual(['جواب.csv'])
    await page.evaluate((handle) => window.api['files.reveal'](handle), handle)
    expect(double.state.shownInFolder).toEqual([target])
  })

  it('leaves nothing behind when it is aborted, and the old file as it was', async () => {
    const { double, folder, target } = await saveFolder()
    const page = await double.page()
    writeFileSync(target, 'old')
    double.state.savePaths.push(target)
    const outcome = await page.evaluate(async () => {
      const { handle } = (await window.api['files.createSink']('a.csv'))!
      await window.api['files.write'](handle, new Uint8Array(1000))
      await window.api['files.abort'](handle)
      return window.api['files.write'](handle, new Uint8Array(1)).catch((error: Error) => error.message)
    })
    expect(outcome).toBe('file-gone')
    expect(readdirSync(folder)).toEqual(['جواب.csv'])
    expect(readFileSync(target, 'utf8')).toBe('old')
  })

  it('gives null when the person cancels, and a code where the folder is gone', async () => {
    const { double, folder } = await saveFolder()
    const page = await double.page()
    double.state.savePaths.push(null, join(folder, 'gone/a.csv'))
    expect(await page.evaluate(() => window.api['files.createSink']('a.csv'))).toBeNull()
    const code = await page.evaluate(() =>
      window.api['files.createSink']('a.csv').catch((error: Error) => error.message),
    )
    expect(code).toBe('file-gone')
  })

  it('removes the half-written file of a window that is closed or reloaded', async () => {
    const { double, folder, target } = await saveFolder()
    const page = await double.page()
    const begin = async () => {
      double.state.savePaths.push(target)
      await page.evaluate(async () => {
        const { handle } = (await window.api['files.createSink']('a.csv'))!
        await window.api['files.write'](handle, new Uint8Array(10))
      })
      expect(readdirSync(folder)).toHaveLength(1)
    }
    await begin()
    await page.reload()
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]))
    await begin()
    expect(await double.close()).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('closing', () => {
  /** Presses the cross; the question that comes is answered with the button of this name. */
  async function pressCross(double: ElectronDouble, answers: string, question = 1): Promise<MessageBox> {
    double.state.answerMessages.push(answers)
    double.state.windows[0]!.close()
    await vi.waitFor(() => expect(double.state.shownMessages).toHaveLength(question), WAIT)
    return double.state.shownMessages[question - 1]!
  }

  const setUnsaved = async (double: ElectronDouble, kinds: UnsavedKind[]) => {
    const page = await double.page()
    await page.evaluate((kinds) => window.api['app.setUnsavedWork'](kinds), kinds)
  }

  it('asks in the language of the interface while work is unsaved, names what would be lost, and stays open', async () => {
    const double = await launch(built.newProfile())
    const page = await double.page()
    await setUnsaved(double, ['import', 'failed'])
    expect(await pressCross(double, 'رہنے دیں')).toMatchObject({
      message: 'کچھ کام ابھی محفوظ نہیں ہوا۔ پھر بھی بند کریں؟',
      detail: [
        'آخری تبدیلی لکھی نہیں جا سکی۔ وہ صرف سکرین پر ہے۔',
        'ایک فائل لائی جا رہی ہے۔ جو متن آ چکے وہ محفوظ ہیں، باقی نہیں آئیں گے۔',
        'پہلے کا سب کام محفوظ ہے۔',
      ].join('\n'),
      // Waiting does not help what could not be written.
      buttons: ['رہنے دیں', 'ابھی بند کریں'],
      defaultId: 0,
      cancelId: 0,
    })
    expect(await page.title()).toBe('نشان')
    expect(double.state.windows).toHaveLength(1)

    await page.evaluate(() => window.api['settings.update']({ locale: 'en' }))
    await pressCross(double, 'Close now', 2)
    expect(await double.state.exited).toBe(0)
  })

  it('waits until all is saved and closes then, when that is chosen', async () => {
    const double = await launch(built.newProfile())
    await setUnsaved(double, ['answers', 'texts'])
    expect(await pressCross(double, 'محفوظ ہونے دیں، پھر بند کریں')).toMatchObject({
      buttons: ['محفوظ ہونے دیں، پھر بند کریں', 'رہنے دیں', 'ابھی بند کریں'],
      defaultId: 0,
      cancelId: 1,
    })
    await setUnsaved(double, ['answers'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(double.state.windows).toHaveLength(1)
    await setUnsaved(double, [])
    expect(await double.state.exited).toBe(0)
    expect(double.state.shownMessages).toHaveLength(1)
  })

  it('asks again when a write fails while it waits, and when the cross is pressed a second time', async () => {
    const double = await launch(built.newProfile())
    await setUnsaved(double, ['answers'])
    await pressCross(double, 'محفوظ ہونے دیں، پھر بند کریں')
    await new Promise((resolve) => setTimeout(resolve, 100))
    await pressCross(double, 'محفوظ ہونے دیں، پھر بند کریں', 2)
    await new Promise((resolve) => setTimeout(resolve, 100))
    double.state.answerMessages.push('رہنے دیں')
    await setUnsaved(double, ['failed'])
    await vi.waitFor(() => expect(double.state.shownMessages).toHaveLength(3), WAIT)
    expect(double.state.shownMessages[2]!.buttons).toEqual(['رہنے دیں', 'ابھی بند کریں'])
    // Kept open: the next time it asks as at first.
    await pressCross(double, 'ابھی بند کریں', 4)
    expect(await double.state.exited).toBe(0)
  })

  it('does not ask about what is written within a moment', async () => {
    const double = await launch(built.newProfile())
    await setUnsaved(double, ['answers'])
    double.state.windows[0]!.close()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await setUnsaved(double, [])
    expect(await double.state.exited).toBe(0)
    expect(double.state.shownMessages).toEqual([])
  })

  it('does not ask when all is saved, nor after a reload of the page', async () => {
    const double = await launch(built.newProfile())
    const page = await double.page()
    await setUnsaved(double, ['answers'])
    await page.reload()
    expect(await double.close()).toBe(0)
    expect(double.state.shownMessages).toEqual([])
  })

  it('waits for the page to finish its work', async () => {
    const profile = built.newProfile()
    const double = await launch(profile)
    const page = await double.page()
    await page.evaluate(() => {
      const scope = globalThis as unknown as { beforeFinish: () => Promise<unknown> }
      scope.beforeFinish = async () => {
        await new Promise((resolve) => setTimeout(resolve, 400))
        await window.api['settings.update']({ guidelinesOpen: false })
      }
    })
    expect(await double.close()).toBe(0)
    expect(JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))).toMatchObject({ guidelinesOpen: false })
  })

  it('closes in the end even if the page never answers', async () => {
    const double = await launch(built.newProfile())
    const page = await double.page()
    await page.evaluate(() => void ((globalThis as unknown as { answerClosing: boolean }).answerClosing = false))
    expect(await double.close()).toBe(0)
  }, 20_000)

  it('starts the page again after it has crashed, once', async () => {
    const profile = built.newProfile()
    const double = await launch(profile)
    const page = await double.page()
    const { contents } = double.state.windows[0]!
    const reloaded = page.waitForEvent('load')
    contents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 })
    await reloaded
    let more = 0
    page.on('load', () => (more += 1))
    contents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 })
    await page.waitForTimeout(300)
    expect(more).toBe(0)
    expect(readFileSync(join(profile, 'logs/nishan.log'), 'utf8')).toContain('"event":"page-gone","reason":"oom"')
    expect(existsSync(join(profile, 'settings.json'))).toBe(false)
  })
})
