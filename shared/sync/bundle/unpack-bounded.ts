import { Gunzip, Inflate } from 'fflate'

/** Input is given in slices: deflate makes at most 1,032 bytes of one, so at most 4 MB come out past a limit. */
const SLICE = 4096

export type Packing = 'gzip' | 'deflate'

/** Bytes of a packed stream; null when more than `limit` would come out. Throws when the stream is none or does not end. */
export function unpackBounded(packed: Uint8Array, packing: Packing, limit: number): Uint8Array | null {
  const pieces: Uint8Array[] = []
  let length = 0
  let ended = false
  const take = (piece: Uint8Array, final: boolean): void => {
    length += piece.length
    if (length <= limit) pieces.push(piece.slice())
    ended ||= final
  }
  const stream = packing === 'gzip' ? new Gunzip(take) : new Inflate(take)
  for (let at = 0; at < packed.length; at += SLICE) {
    stream.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length)
    if (length > limit) return null
  }
  if (!ended) throw new Error('A packed stream has no end')
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
