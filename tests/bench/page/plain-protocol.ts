/** How many of the app's items are written again, so many in a call, and how firmly each call is kept. */
export type PlainRequest = { rows: number; rowsInCall: number; durability: 'strict' | 'relaxed' }
export type PlainReply = { rows: number; ms: number }
