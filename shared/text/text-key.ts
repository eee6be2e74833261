import { searchKey } from './normalise.ts'

/**
 * 64-bit hash of a string as 16 hexadecimal digits. Not cryptographic: it only finds equal texts
 * (a million different ones collide with a chance of 3 in 100 million). After cyrb53 (bryc, public domain).
 */
export function quickHash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}

/**
 * Key of an item's texts, in the order of the fields: equal keys are duplicates. `place` tells tokens of one form apart:
 * the same word in another sentence is another item; '' = the texts alone say which item it is.
 */
export function textKey(texts: readonly { text: string; language: string }[], place = ''): string {
  const words = texts.map(({ text, language }) => searchKey(text, language)).join('\u001F')
  return quickHash(place === '' ? words : `${words}\u001E${place}`)
}
