import { bankComplaints } from './bank-complaints.ts'
import { cropDisease } from './crop-disease.ts'
import { hateSpeech } from './hate-speech.ts'
import { healthSymptoms } from './health-symptoms.ts'
import { namedEntities } from './named-entities.ts'
import { partOfSpeech } from './part-of-speech.ts'
import { productReviews } from './product-reviews.ts'
import type { ProjectTemplate } from './project-template.ts'
import { sentiment } from './sentiment.ts'
import { topic } from './topic.ts'

/** Ready tasks a project can start from, in the order they are offered. */
export const TEMPLATES: readonly ProjectTemplate[] = [
  sentiment,
  topic,
  namedEntities,
  hateSpeech,
  healthSymptoms,
  cropDisease,
  bankComplaints,
  productReviews,
  partOfSpeech,
]
