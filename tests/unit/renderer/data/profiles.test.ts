import { describe, expect, test } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import { hideProject } from '#renderer/data/commands/delete-project.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import {
  addProfile,
  changePin,
  changeProfile,
  createProfile,
  deleteProfile,
  pinOpens,
} from '#renderer/data/commands/profiles.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { listProfileWork } from '#renderer/data/queries/profiles.ts'
import { listProfiles } from '#renderer/data/queries/projects.ts'
import { itemIdAt, readQueue } from '#renderer/data/queries/queue.ts'
import { buildData, buildProject, type Built } from '#tests/support/build-data.ts'

async function add(data: DataContext, name: string): Promise<AnnotatorId> {
  const added = await addProfile(data, { name, colour: 1 })
  if (!added.ok) throw new Error(added.error)
  return added.value.id
}

const profileOf = async (data: DataContext, id: AnnotatorId) => defined(await data.db.annotators.get(id), 'profile')

async function finish(built: Built, annotatorId: AnnotatorId, order: number): Promise<void> {
  const who = { projectId: built.projectId, annotatorId }
  const itemId = defined(itemIdAt(await readQueue(built.data, who), order), 'item')
  const changes = [{ kind: 'item.status', value: 'done' } as const]
  await saveAct(built.data, who, { itemId, changes, activeMs: 500, taskVersion: 1 })
}

describe('names of profiles', () => {
  test('are given once, whatever letters, spaces or case they are written in', async () => {
    const data = buildData()
    await add(data, 'Ali Khan')
    await add(data, 'علی')
    expect(await addProfile(data, { name: ' ali  KHAN ', colour: 2 })).toEqual({ ok: false, error: 'name-taken' })
    expect(await addProfile(data, { name: 'علي', colour: 2 })).toEqual({ ok: false, error: 'name-taken' })
    expect((await listProfiles(data)).map(({ name }) => name)).toEqual(['Ali Khan', 'علی'])
  })

  test('two that are made at once cannot both have it', async () => {
    const data = buildData()
    const made = await Promise.all([1, 2].map((colour) => addProfile(data, { name: 'زرینہ', colour })))
    expect(made.map(({ ok }) => ok)).toEqual([true, false])
  })

  test('may be kept while the colour changes, and may be that of a person from a file', async () => {
    const data = buildData()
    const id = await add(data, 'بلال')
    await createProfile(data, { name: 'حمزہ', colour: 3, imported: true })
    expect(await changeProfile(data, id, { name: 'بلال', colour: 9 })).toMatchObject({ ok: true })
    expect(await changeProfile(data, id, { name: 'حمزہ', colour: 9 })).toMatchObject({ ok: true })
    expect(await profileOf(data, id)).toMatchObject({ name: 'حمزہ', colour: 9 })
    await add(data, 'فاطمہ')
    expect(await changeProfile(data, id, { name: 'فاطمہ', colour: 1 })).toEqual({ ok: false, error: 'name-taken' })
  })
})

describe('a PIN', () => {
  test('is asked for before it is changed or removed, and digits of any keyboard are one', async () => {
    const data = buildData()
    const id = await add(data, 'بلال')
    expect(await changePin(data, id, { old: '', next: '۱۲۳۴' })).toMatchObject({ ok: true })
    expect((await profileOf(data, id)).pin).toMatch(/^[0-9a-f]{32}:[0-9a-f]{64}$/)
    expect(await pinOpens(await profileOf(data, id), '1234')).toBe(true)
    expect(await pinOpens(await profileOf(data, id), '۱۲۳۵')).toBe(false)
    expect(await changePin(data, id, { old: '1111', next: '9999' })).toEqual({ ok: false, error: 'wrong-pin' })
    expect(await changePin(data, id, { old: '1111', next: null })).toEqual({ ok: false, error: 'wrong-pin' })
    expect(await changePin(data, id, { old: '1234', next: '999999' })).toMatchObject({ ok: true })
    expect(await changePin(data, id, { old: '999999', next: null })).toMatchObject({ ok: true })
    expect((await profileOf(data, id)).pin).toBeNull()
  })
})

describe('the work of profiles', () => {
  test('is counted for each over the projects that are shown', async () => {
    const built = await buildProject(['ایک', 'دو', 'تین'])
    const other = await add(built.data, 'بلال')
    await finish(built, built.annotatorId, 0)
    await finish(built, other, 0)
    await finish(built, other, 1)
    const work = await listProfileWork(built.data)
    expect(work.map(({ profile, finished, projects }) => [profile.name, finished, projects])).toEqual([
      ['عائشہ', 1, 1],
      ['بلال', 2, 1],
    ])
    expect(work[1]?.lastAt).toBeGreaterThan(0)
    await hideProject(built.data, built.projectId)
    expect((await listProfileWork(built.data)).map(({ finished }) => finished)).toEqual([0, 0])
  })

  test('keeps a profile from being deleted, even while it is out of sight; an unused one goes', async () => {
    const built = await buildProject(['ایک'])
    const worked = await add(built.data, 'بلال')
    const unused = await add(built.data, 'زرینہ')
    await finish(built, worked, 0)
    const [imported] = await built.data.db.imports.toArray()
    await removeImport(built.data, built.who, defined(imported, 'import').id)
    await hideProject(built.data, built.projectId)
    expect(await deleteProfile(built.data, worked)).toEqual({ ok: false, error: 'has-answers' })
    expect(await deleteProfile(built.data, unused)).toMatchObject({ ok: true })
    expect((await listProfiles(built.data)).map(({ id }) => id)).toEqual([built.annotatorId, worked])
  })
})
