/** As long as a person's name may be. */
const MAX_NAME = 80
/** What stands before a person's name in names of files: `p1.annotator-saba.conllu`. */
const NAMED =
  /(?:^|[^\p{L}\p{N}])(?:annotator|labell?er|coder|rater|tagger|worker)[^\p{L}\p{N}]+([\p{L}\p{M}\p{N}][^.]*)$/iu
const SEPARATOR = /[^\p{L}\p{M}\p{N}]/u

function stemOf(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.]*$/, '').trim()
}

/** How many letters all names share at their beginning, cut back to a whole word. */
function sharedStart(names: readonly string[]): number {
  const [first = '', ...others] = names
  let length = 0
  while (length < first.length && others.every((name) => name[length] === first[length])) length += 1
  while (length > 0 && !SEPARATOR.test(first[length - 1] ?? '')) length -= 1
  return length
}

const reversed = (text: string) => Array.from(text).toReversed().join('')

/** The parts in which names of files differ; null where one of them has none. */
function differingParts(stems: readonly string[]): string[] | null {
  const start = sharedStart(stems)
  const rest = stems.map((stem) => reversed(stem.slice(start)))
  const end = sharedStart(rest)
  const parts = rest.map((stem) => reversed(stem.slice(end)))
  return parts.some((part) => part === '') ? null : parts
}

/**
 * Whose answers files hold, by their names: what follows «annotator», else the part in which several names differ
 * (`round-saba.csv`, `round-hamid.csv`: saba, hamid), else the name without its ending.
 */
export function peopleOfFiles(fileNames: readonly string[]): string[] {
  const stems = fileNames.map(stemOf)
  const parts = new Set(stems).size > 1 ? differingParts(stems) : null
  return stems.map((stem, place) => (NAMED.exec(stem)?.[1] ?? parts?.[place] ?? stem).trim().slice(0, MAX_NAME))
}
