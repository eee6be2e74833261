import type { JournalDoor } from '../../services/journal/journal-door.ts'
import { storeCall } from '../store-call.ts'
import type { CallHandlers } from '../register-handlers.ts'

type JournalHandlers = Pick<CallHandlers, Extract<keyof CallHandlers, `journal.${string}`>>

export function journalHandlers(door: JournalDoor): JournalHandlers {
  return {
    'journal.open': () =>
      storeCall(() => {
        const journal = door.open()
        return {
          found: journal.found.state,
          writers: journal.writers(),
          annotators: journal.annotators(),
          reissued: journal.reissued(),
        }
      }),
    'journal.append': (_context, request) => storeCall(() => door.open().append(request)),
    'journal.restore': (_context, projectId, writerId, operations) =>
      storeCall(() => door.open().restore(projectId, writerId, operations)),
    'journal.operationsAfter': (_context, writerId, seq, limit) =>
      storeCall(() => door.open().operationsAfter(writerId, seq, limit)),
    'journal.reissue': (_context, request) => storeCall(() => door.open().reissue(request)),
    'journal.putWriter': (_context, writer) => storeCall(() => door.open().putWriter(writer)),
    'journal.putAnnotator': (_context, annotator) => storeCall(() => door.open().putAnnotator(annotator)),
    'journal.deleteProject': (_context, id) => storeCall(() => door.open().deleteProject(id)),
    'journal.deleteAnnotator': (_context, id) => storeCall(() => door.open().deleteAnnotator(id)),
  }
}
