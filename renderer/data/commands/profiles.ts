import { makeLongId, type AnnotatorId } from '#shared/base/ids.ts'
import { annotatorSchema, type Annotator } from '#shared/domain/annotator.ts'
import type { DataContext } from '../data-context.ts'

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
  await data.db.annotators.add(profile)
  return profile
}

export async function updateProfile(
  data: DataContext,
  id: AnnotatorId,
  change: Partial<Pick<Annotator, 'name' | 'colour'>>,
): Promise<void> {
  await data.db.annotators.update(id, change)
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

/** Sets or (null) removes the PIN that is asked when switching to this profile. */
export async function setPin(data: DataContext, id: AnnotatorId, pin: string | null): Promise<void> {
  if (pin === null) {
    await data.db.annotators.update(id, { pin: null })
    return
  }
  const salt = Uint8Array.from(data.random(16))
  await data.db.annotators.update(id, { pin: `${hex(salt)}:${await derive(pin, salt)}` })
}

/** Whether `pin` opens the profile; a profile without a PIN opens for anyone. */
export async function pinOpens(profile: Pick<Annotator, 'pin'>, pin: string): Promise<boolean> {
  if (profile.pin === null) return true
  const [salt = '', expected = ''] = profile.pin.split(':')
  return (await derive(pin, unhex(salt))) === expected
}
