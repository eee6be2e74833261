/** Limits of the protocol, the same on both sides (sync.md, Network). Sizes in bytes. */

/** Operations in one push. */
export const MAX_PUSH_OPERATIONS = 500
/** A push after unpacking. */
export const MAX_PUSH_BYTES = 4 * 1024 * 1024
/** Any request body as it comes over the wire. */
export const MAX_BODY_BYTES = 2 * 1024 * 1024
/** One blob, packed: a chunk holds at most 1 MB of text. */
export const MAX_BLOB_BYTES = 4 * 1024 * 1024
/** Operations in one page of a pull. */
export const MAX_PULL_OPERATIONS = 500
/** A lamport further than this past the greatest known one is a fault, not a clock. */
export const MAX_LAMPORT_LEAP = 1_000_000
/** Addresses of a hub that a laptop knows, tried in turn. */
export const MAX_HUB_URLS = 8
/** Nesting of JSON values that is read. */
export const MAX_JSON_DEPTH = 24
