import { defined } from '#shared/base/assert.ts'
import { makeLongId, type AnnotatorId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { annotatorSchema, pinDigits, sameName, type Annotator } from '#shared/domain/annotator.ts'
import type { DataContext } from '../data-context.ts'
import { hasAnswers } from '../queries/profiles.ts'

export type ProfileInput = { name: string; colour: number; imported?: boolean }

/** Makes a profile of this laptop, or a person known only from an imported file. */
export async function createProfile(data: DataContext, input: ProfileInput): Promise<Annotator> {
  const profile = annotatorSchema.parse({
    id: makeLongId<AnnotatorId>(data.random),
    name: input.name.trim(),
    colour: input.colour,
    pin: null,
    createdAt: data.clock.now(),
    imported: input.imported ?? false,
  })
  await data.journal.putAnnotator(profile)
  return profile
}

/** Makes a profile of this laptop under a name that no other profile here has. */
export function addProfile(data: DataContext, input: ProfileInput): Promise<Result<Annotator, 'name-taken'>> {
  return data.serial(async () => {
    if (await nameTaken(data, input.name, null)) return failure('name-taken')
    return success(await createProfile(data, input))
  })
}

export function changeProfile(
  data: DataContext,
  id: AnnotatorId,
  { name, colour }: ProfileInput,
): Promise<Result<null, 'name-taken'>> {
  return data.serial(async () => {
    if (await nameTaken(data, name, id)) return failure('name-taken')
    await changeStored(data, id, { name: name.trim(), colour })
    return success(null)
  })
}

async function changeStored(data: DataContext, id: AnnotatorId, change: Partial<Annotator>): Promise<void> {
  const profile = defined(await data.db.annotators.get(id), 'profile')
  await data.journal.putAnnotator({ ...profile, ...change })
}

/** People known only from files may share a name with a profile: they are not chosen from a list. */
async function nameTaken(data: DataContext, name: string, except: AnnotatorId | null): Promise<boolean> {
  const profiles = await data.db.annotators.toArray()
  return profiles.some((other) => !other.imported && other.id !== except && sameName(other.name, name))
}

/** Removes a profile that has answered nothing. What it made, projects and imports, stays. */
export function deleteProfile(data: DataContext, id: AnnotatorId): Promise<Result<null, 'has-answers'>> {
  return data.serial(async () => {
    if (await hasAnswers(data, id)) return failure('has-answers')
    await data.journal.deleteAnnotator(id)
    return success(null)
  })
}

const PIN_ROUNDS = 200_000

async function derive(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PIN_ROUNDS },
    key,
    256,
  )
  return hex(new Uint8Array(bits))
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const unhex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Sets, changes or (next null) removes the PIN that is asked when switching to this profile. The old one comes first. */
export async function changePin(
  data: DataContext,
  id: AnnotatorId,
  { old, next }: { old: string; next: string | null },
): Promise<Result<null, 'wrong-pin'>> {
  const profile = defined(await data.db.annotators.get(id), 'profile')
  if (!(await pinOpens(profile, old))) return failure('wrong-pin')
  await changeStored(data, id, { pin: next === null ? null : await hashPin(data, next) })
  return success(null)
}

async function hashPin(data: DataContext, pin: string): Promise<string> {
  const salt = Uint8Array.from(data.random(16))
  return `${hex(salt)}:${await derive(pinDigits(pin), salt)}`
}

/** Whether `pin` opens the profile; a profile without a PIN opens for anyone. */
export async function pinOpens(profile: Pick<Annotator, 'pin'>, pin: string): Promise<boolean> {
  if (profile.pin === null) return true
  const [salt = '', expected = ''] = profile.pin.split(':')
  return (await derive(pinDigits(pin), unhex(salt))) === expected
}
