import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listed } from './fill.ts'

it('things in a row stand apart as each language has it', () => {
  expect(listed('zh', ['身高', '听力'])).toBe('身高、听力')
  expect(listed('en', ['Height', 'Hearing'])).toBe('Height, Hearing')
})

it('no page puts Chinese commas between things, or full stops after them, whatever its language', () => {
  const sources = globSync('{booth,clinician,server/http,common/kit,common/words}/**/*.ts').filter(
    // What reads sentences aloud takes them apart at their marks, and shows none.
    (path) => !/\.test\.ts$|^common\/words\/zh\/|^booth\/aloud\//.test(path),
  )
  const found = sources.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      // A choice between the languages stands on one line; comments are nobody's page.
      .filter((line) => /[、；，。]/.test(line.replace(/\/\/.*|^\s*\/?\*.*/, '')) && !line.includes("'zh' ?"))
      .map((line) => `${path}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})
