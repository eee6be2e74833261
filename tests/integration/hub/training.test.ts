import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { answer, CHUNK, operationOf, personOf, QUESTION, TestHub, type Team } from '#tests/support/hub/hub-team.ts'

const ROUND = 'tttttttt'
const WORK = 'wwwwwwww'
const GOLD = 'پکا-جواب'
const NOTE = 'لقب نام میں نہیں آتا'
/** What a plan says of check items: nothing of its words may reach anyone below an adjudicator. */
const PLAN_WORDS = /batch\.plan|checks|training|share/

let database: SqlDatabase
let team: Team

const show = (person: string, item = 1) =>
  operationOf('gold.show', {
    item: `${CHUNK}:${item}`,
    question: QUESTION,
    key: `${ROUND}/${personOf(person)}`,
    value: { answer: [GOLD], note: NOTE },
  })
const assign = (batch: string, person: string, items: unknown) =>
  operationOf('assign.set', { key: `${batch}/${personOf(person)}`, value: { items, order: 0 } })

beforeEach(async () => {
  database = await openSqlite(':memory:')
  team = await (await TestHub.open(database)).team()
  const plan = { wish: {}, overlap: 2, topUp: null }
  await team.lead.push([
    operationOf('gold.set', { item: `${CHUNK}:0`, question: QUESTION, value: { answer: [GOLD], from: [] } }),
    operationOf('batch.set', { key: WORK, value: { title: 'پہلا حصہ', chosen: '' } }),
    operationOf('batch.plan', { key: WORK, value: { ...plan, share: 0.25, checks: [[CHUNK, 0, 1]] } }),
    assign(WORK, 'b', [
      [CHUNK, 4, 1],
      [CHUNK, 0, 1],
      [CHUNK, 2, 1],
    ]),
    show('b'),
    operationOf('batch.set', { key: ROUND, value: { title: 'مشق ۱', chosen: '' } }),
    operationOf('batch.plan', { key: ROUND, value: { ...plan, training: true, checks: [[CHUNK, 1, 1]] } }),
    assign(ROUND, 'b', [[CHUNK, 1, 1]]),
  ])
})
afterEach(() => database.close())

const bodyFor = async (laptop: Team['bilal']) => (await laptop.send('GET', `${laptop.path}/pull`)).body
const kindsFor = async (laptop: Team['bilal']) => (await laptop.pullAll()).map(({ op }) => op.kind)

describe('what is shown in a training round', () => {
  it('reaches the person it is for, and no other who labels or reads', async () => {
    expect(await bodyFor(team.bilal)).toContain(NOTE)
    const [shown] = (await team.bilal.pullAll()).filter(({ op }) => op.kind === 'gold.show')
    expect(shown?.op).toMatchObject({ item: `${CHUNK}:1`, value: { answer: [GOLD] } })
    for (const laptop of [team.fatima, team.researcher]) {
      expect(await kindsFor(laptop)).not.toContain('gold.show')
      expect(await bodyFor(laptop)).not.toContain(NOTE)
    }
    expect(await kindsFor(team.adjudicator)).toContain('gold.show')
  })

  it('is said by leads only, to a person, of a question and an item that there are', async () => {
    for (const laptop of [team.bilal, team.adjudicator, team.researcher]) {
      const reply = await laptop.push([show('b')])
      expect(reply.quarantined).toMatchObject([{ why: 'role' }])
    }
    const odd = [
      [{ ...show('b'), key: ROUND }, 'invalid-value'],
      [{ ...show('b'), value: { note: 5 } }, 'invalid-value'],
      [show('b', 99), 'unknown-item'],
      [{ ...show('b'), question: 'nothere0' as typeof QUESTION }, 'unknown-question'],
    ] as const
    for (const [operation, why] of odd) {
      expect((await team.lead.push([operation])).quarantined).toMatchObject([{ why }])
    }
  })

  it('is emptied with its item: nothing of it is served or kept', async () => {
    const value = { sha256: '1'.repeat(64), bytes: 9 }
    await team.lead.push([operationOf('item.erase', { item: `${CHUNK}:1`, value })])
    const rows = await database.read((session) =>
      session.all("select content from operations where kind = 'gold.show'"),
    )
    expect(rows).toHaveLength(1)
    expect(String(rows[0]?.['content'])).not.toContain(NOTE)
    expect(await bodyFor(team.bilal)).not.toContain(NOTE)
    // One that comes late is emptied as it comes.
    await team.lead.push([show('f')])
    expect(await bodyFor(team.fatima)).not.toContain(NOTE)
  })
})

describe('blind work through a hub', () => {
  it('tells nobody who labels which items are checks, how many are shared, nor their gold', async () => {
    const lines = await team.bilal.pullAll()
    const [given] = lines.filter(({ op }) => op.key === `${WORK}/${personOf('b')}`)
    // The check stands in the list like any other item.
    expect(given?.op.value).toEqual({
      items: [
        [CHUNK, 4, 1],
        [CHUNK, 0, 1],
        [CHUNK, 2, 1],
      ],
      order: 0,
    })
    expect(JSON.stringify(lines)).not.toMatch(PLAN_WORDS)
    for (const laptop of [team.bilal, team.fatima]) {
      expect(await kindsFor(laptop)).not.toContain('gold.set')
      expect(await kindsFor(laptop)).not.toContain('batch.plan')
    }
    // Of the gold only what he is shown of his training item, and nothing of the check item.
    expect(lines.filter(({ op }) => JSON.stringify(op).includes(GOLD)).map(({ op }) => op.item)).toEqual([`${CHUNK}:1`])
    expect(await bodyFor(team.fatima)).not.toContain(GOLD)
  })

  it('never serves one annotator what another answered, flagged, marked or said to the lead', async () => {
    await team.bilal.push([
      answer(0, 'his-answer'),
      operationOf('item.status', { item: `${CHUNK}:0`, value: 'unsure' }),
      operationOf('item.flag', { item: `${CHUNK}:0`, value: true }),
      operationOf('comment.set', { item: `${CHUNK}:0`, key: '', value: 'his-comment' }),
      operationOf('batch.handIn', { key: WORK, value: true }),
    ])
    await team.fatima.push([answer(0, 'her-answer')])
    const hers = await team.fatima.pullAll()
    expect(JSON.stringify(hers)).not.toMatch(/his-answer|his-comment/)
    expect(hers.map(({ op }) => op.kind)).not.toContain('batch.handIn')
    expect(JSON.stringify(await team.bilal.pullAll())).not.toContain('her-answer')
    expect(JSON.stringify(await team.lead.pullAll())).toMatch(/his-answer.*her-answer/)
  })
})
