/** Where what has come of a blob so far is kept. */
export const partKey = (sha256: string): string => `blob-part:${sha256}`
