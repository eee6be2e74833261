import { idSchema, z } from '../base/schema.ts'
import type { AnnotatorId, FieldId, ProjectId } from '../base/ids.ts'
import { publicKeysSchema } from '../sync/project-keys.ts'
import { questionSchema } from './question.ts'

export const fieldSchema = z.object({
  id: idSchema<FieldId>(z.string().min(1)),
  name: z.string().min(1),
  /** Code from shared/text/languages: decides direction, font and word rules. */
  language: z.string().min(2),
})
export type Field = z.infer<typeof fieldSchema>

/** Written property by property with `project.set`, key = the property: each is a register of its own. */
export const projectPropertiesSchema = z.object({
  name: z.string().min(1),
  /** Template it came from, for its icon and line in the list; '' = from nothing. */
  template: z.string(),
  fields: z.array(fieldSchema).min(1),
  sample: z.boolean(),
  archived: z.boolean(),
  licence: z.string(),
  /** Public halves of the project's keys (docs/bundles.md). Those that name another project came with a copy and are none. */
  keys: publicKeysSchema.exactOptional(),
})
export type ProjectProperties = z.infer<typeof projectPropertiesSchema>
export type ProjectProperty = keyof ProjectProperties

export type Project = ProjectProperties & { id: ProjectId; createdAt: number }

export const taskVersionSchema = z.object({
  version: z.number().int().min(1),
  questions: z.array(questionSchema),
  /** Markdown in the project's language. */
  guidelines: z.string(),
})
export type TaskVersion = z.infer<typeof taskVersionSchema> & {
  projectId: ProjectId
  createdAt: number
  createdBy: AnnotatorId
}

export const ROLES = ['lead', 'adjudicator', 'annotator', 'researcher'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** Value of `member.set`, key = the person. Name and colour make a person known on laptops that have not met them. */
export const memberSchema = z.object({
  role: roleSchema,
  name: z.string().min(1).max(80).optional(),
  colour: z.number().int().min(1).max(12).optional(),
})
export type Member = z.infer<typeof memberSchema>
