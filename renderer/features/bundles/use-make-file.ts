import { useEffect, useRef, useState } from 'react'
import type { Result } from '#shared/base/result.ts'
import type { Watch } from '#renderer/app/bundles/bundle-parts.ts'
import { saveWhole, type MakeFault, type PreparedFile, type SavedFile } from '#renderer/app/bundles/make-file.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'

export type MakeState =
  | { at: 'collecting'; share: number }
  | { at: 'ready'; prepared: PreparedFile }
  | { at: 'saving'; prepared: PreparedFile }
  | { at: 'saved'; saved: SavedFile }
  | { at: 'failed'; code: string; prepared: PreparedFile | null }

type Prepare = (watch: Watch) => Promise<Result<PreparedFile, MakeFault>>

const BEGUN: MakeState = { at: 'collecting', share: 0 }

/** Collects a file at once and anew when `prepare` is another, and saves it where the person says. */
export function useMakeFile(prepare: Prepare) {
  const { platform, unsaved } = useServices()
  const [made, setMade] = useState<{ by: Prepare; state: MakeState }>({ by: prepare, state: BEGUN })
  const saving = useRef(false)
  useEffect(() => {
    const stop = new AbortController()
    const set = (state: MakeState) => {
      if (!stop.signal.aborted) setMade({ by: prepare, state })
    }
    const onProgress = (share: number) => set({ at: 'collecting', share })
    prepare({ signal: stop.signal, onProgress }).then(
      (file) =>
        set(file.ok ? { at: 'ready', prepared: file.value } : { at: 'failed', code: file.error, prepared: null }),
      () => set({ at: 'failed', code: 'other', prepared: null }),
    )
    return () => stop.abort()
  }, [prepare])
  /** `seal`: the bytes of the file; made after the person has said where it goes. */
  const save = async (prepared: PreparedFile, name: string, seal: () => Promise<Uint8Array>) => {
    if (saving.current) return
    saving.current = true
    const ended = unsaved.begin('export')
    const set = (state: MakeState) => setMade({ by: prepare, state })
    try {
      const sink = await platform.files.createSink(name)
      if (sink === null) return
      set({ at: 'saving', prepared })
      const saved = await saveWhole(sink, seal)
      set({ at: 'saved', saved })
    } catch (error) {
      set({ at: 'failed', code: error instanceof PlatformError ? error.code : 'other', prepared })
    } finally {
      saving.current = false
      ended()
    }
  }
  return { state: made.by === prepare ? made.state : BEGUN, save }
}
