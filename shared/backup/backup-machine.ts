/** Bytes that come piece by piece; whoever reads decides how fast. */
export type Bytes = AsyncIterable<Uint8Array>

/** What the format needs of the machine: the main process and a worker of the page each have their own. */
export interface BackupMachine {
  gzip(bytes: Uint8Array): Promise<Uint8Array>
  /** Null when more than `limit` bytes would come out; rejects when the bytes are no gzip. */
  gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array | null>
  /** Hex. */
  sha256(bytes: Uint8Array): string
  /** UTF-8; throws on malformed bytes. */
  decode(bytes: Uint8Array): string
  /** WHATWG streams, which pure code does not know: what one gives, the other takes. */
  toStream(bytes: Bytes): unknown
  fromStream(stream: unknown): Bytes
  /** Lets every event that waits go first. */
  turn(): Promise<void>
}
