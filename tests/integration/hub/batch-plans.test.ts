import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { operationOf, personOf, TestHub, type Team } from '#tests/support/hub/hub-team.ts'

const BATCH = 'bbbbbbbb'
const SECRET = 'صرف وہ متن جن پر فرق تھا'
const PLAN = {
  wish: { column: { name: 'چناؤ', value: SECRET } },
  overlap: 2,
  topUp: { under: 20, more: 50 },
}

let database: SqlDatabase
let team: Team

beforeEach(async () => {
  database = await openSqlite(':memory:')
  team = await (await TestHub.open(database)).team()
  await team.lead.push([
    operationOf('batch.set', { key: BATCH, value: { title: 'پہلا حصہ', chosen: '' } }),
    operationOf('batch.plan', { key: BATCH, value: PLAN }),
    operationOf('assign.set', { key: `${BATCH}/${personOf('b')}`, value: { items: [['cccccccc', 0, 2]], order: 0 } }),
  ])
})
afterEach(() => database.close())

const kindsOf = async (laptop: Team['bilal']) => (await laptop.pullAll()).map(({ op }) => op.kind)

describe('how a batch was chosen and how it grows', () => {
  it('never reaches an annotator or a researcher, who see its title', async () => {
    for (const laptop of [team.bilal, team.fatima, team.researcher]) {
      const lines = await laptop.pullAll()
      expect(lines.map(({ op }) => op.kind)).toContain('batch.set')
      expect(lines.map(({ op }) => op.kind)).not.toContain('batch.plan')
      const raw = await laptop.send('GET', `${laptop.path}/pull`)
      expect(raw.body).not.toContain(SECRET)
    }
  })

  it('comes to another laptop of the lead, and to adjudicators, who are served everything', async () => {
    expect(await kindsOf(team.lead)).toContain('batch.plan')
    expect(await kindsOf(team.adjudicator)).toContain('batch.plan')
  })

  it('is said by leads only, and must say what a plan says', async () => {
    const plan = operationOf('batch.plan', { key: BATCH, value: PLAN })
    for (const laptop of [team.bilal, team.adjudicator]) {
      expect((await laptop.push([plan])).quarantined).toMatchObject([{ why: 'role' }])
    }
    const broken = operationOf('batch.plan', { key: BATCH, value: { ...PLAN, overlap: 0 } })
    expect((await team.lead.push([broken])).quarantined).toMatchObject([{ why: 'invalid-value' }])
  })

  it('does not tell an annotator what others are given, nor the lead’s comments to others', async () => {
    const comment = { item: 'cccccccc:0', key: personOf('b'), value: 'دوبارہ دیکھیں' }
    await team.lead.push([operationOf('comment.set', comment)])
    expect(await kindsOf(team.bilal)).toEqual(expect.arrayContaining(['assign.set', 'comment.set']))
    const hers = await kindsOf(team.fatima)
    expect(hers).not.toContain('assign.set')
    expect(hers).not.toContain('comment.set')
  })
})
