import type { ChunkId } from '../base/ids.ts'
import type { ChunkValue } from '../domain/chunk.ts'
import type { TaskVersion } from '../domain/project.ts'
import type { ProjectFacts } from './judge-operation.ts'
import type { Operation } from './operation.ts'

/** Facts of a project that grow with the operations judged so far. */
export type GrowingFacts = ProjectFacts & { learn(operation: Operation): void }

/** What is known before: the greatest lamport and task version, all questions, and items by chunk. */
export type KnownFacts = {
  lamport: number
  taskVersion: number
  questions: Iterable<string>
  chunks: Iterable<readonly [ChunkId, number]>
}

/** Facts that begin with what is known. `learn` takes operations that were judged sound. */
export function growingFacts(known: KnownFacts): GrowingFacts {
  const chunks = new Map(known.chunks)
  const questions = new Set(known.questions)
  const facts: GrowingFacts = {
    lamport: known.lamport,
    taskVersion: known.taskVersion,
    chunkItems: (chunk) => chunks.get(chunk) ?? null,
    hasQuestion: (question) => questions.has(question),
    learn(operation) {
      facts.lamport = Math.max(facts.lamport, operation.lamport)
      if (operation.kind === 'chunk.add') {
        chunks.set(operation.key as ChunkId, (operation.value as ChunkValue).items)
      } else if (operation.kind === 'taskVersion.add') {
        const value = operation.value as TaskVersion
        facts.taskVersion = Math.max(facts.taskVersion, value.version)
        for (const { id } of value.questions) questions.add(id)
      }
    },
  }
  return facts
}
