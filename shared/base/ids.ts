/**
 * Random ids, made where the thing is first made (data.md, Ids).
 * Project and annotator ids carry 80 bits, all others 40; base32 without i, l, o, u.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export type RandomBytes = (length: number) => Uint8Array

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type ProjectId = Branded<'ProjectId'>
export type AnnotatorId = Branded<'AnnotatorId'>
export type ImportId = Branded<'ImportId'>
export type ChunkId = Branded<'ChunkId'>
/** `<chunk>:<n>`, n from 0 within the chunk. */
export type ItemId = Branded<'ItemId'>
export type FieldId = Branded<'FieldId'>
export type QuestionId = Branded<'QuestionId'>
export type LabelId = Branded<'LabelId'>
export type SpanId = Branded<'SpanId'>
export type BatchId = Branded<'BatchId'>
export type WriterId = Branded<'WriterId'>

export const LONG_ID_BITS = 80
export const SHORT_ID_BITS = 40

/** Base32 of whole bytes, 5 bits a letter, most significant first. The bit count must divide by 5. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(buffer >> bits) & 31]
    }
    buffer &= (1 << bits) - 1
  }
  return text
}

/** Short ids: 8 letters, 40 bits. */
export function makeShortId<Id extends string>(random: RandomBytes): Id {
  return base32(random(SHORT_ID_BITS / 8)) as Id
}

/** Ids of projects and annotators: 16 letters, 80 bits. */
export function makeLongId<Id extends ProjectId | AnnotatorId>(random: RandomBytes): Id {
  return base32(random(LONG_ID_BITS / 8)) as Id
}

export function itemId(chunk: ChunkId, index: number): ItemId {
  return `${chunk}:${index}` as ItemId
}

/** Splits an item id into its chunk and its place there; null for anything else. */
export function parseItemId(id: string): { chunk: ChunkId; index: number } | null {
  const match = /^([^:]+):(\d+)$/.exec(id)
  if (!match?.[1] || !match[2]) return null
  return { chunk: match[1] as ChunkId, index: Number(match[2]) }
}
