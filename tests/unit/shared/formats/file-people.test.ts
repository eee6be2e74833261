import { describe, expect, it } from 'vitest'
import { peopleOfFiles } from '#shared/formats/file-people.ts'

describe('whose answers files hold, by their names', () => {
  it.each([
    [['جملے.conllu'], ['جملے']],
    [['det.p1.annotator-saba.conllu'], ['saba']],
    [['Annotator_Hamid Raza.csv'], ['Hamid Raza']],
    [['annotators.csv'], ['annotators']],
    [['.conllu'], ['.conllu']],
    [[''], ['']],
    [
      ['p1.annotator-saba.conllu', 'p1.annotator-sana.conllu'],
      ['saba', 'sana'],
    ],
    [
      ['round 1 saba final.csv', 'round 1 hamid final.csv'],
      ['saba', 'hamid'],
    ],
    [
      ['گاؤں-صبا.conllu', 'گاؤں-حامد.conllu'],
      ['صبا', 'حامد'],
    ],
    // Nothing that differs is whole: the names are kept.
    [
      ['a.csv', 'a-2.csv'],
      ['a', 'a-2'],
    ],
    [
      ['same.csv', 'same.csv'],
      ['same', 'same'],
    ],
  ])('%j are %j', (files, people) => {
    expect(peopleOfFiles(files)).toEqual(people)
  })

  it('cuts a name to what a person may be called', () => {
    expect(peopleOfFiles([`${'ن'.repeat(200)}.csv`])[0]).toHaveLength(80)
  })
})
