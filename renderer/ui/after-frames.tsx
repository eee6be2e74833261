import { useEffect, useState, type ReactNode } from 'react'

type Props = { frames: number; children: ReactNode; /** Holds the place until then. */ fallback?: ReactNode }

/**
 * Draws its children so many frames after it came: a screen with many parts that are dear to draw comes in
 * slices, so that no task on the main thread is long. Once drawn they stay.
 */
export function AfterFrames({ frames, children, fallback = null }: Props) {
  const [there, setThere] = useState(frames <= 0)
  useEffect(() => {
    if (there) return
    let left = frames
    let request = requestAnimationFrame(function count() {
      left -= 1
      if (left <= 0) setThere(true)
      else request = requestAnimationFrame(count)
    })
    return () => cancelAnimationFrame(request)
  }, [frames, there])
  return there ? children : fallback
}
