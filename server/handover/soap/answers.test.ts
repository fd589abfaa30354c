import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openAnswers } from './answers.ts'

test('answers are kept byte by byte until they are too old, and never more than so many', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-answers-'))
  try {
    let now = 1_795_000_000_000
    const answers = openAnswers(join(folder, 'city'), () => new Date(now), 3)
    expect(await answers.clean(new Date(now))).toBe(0)
    for (const byte of [0xff, 0x41]) {
      await answers.keep('RF20261125-000001', new Uint8Array([byte]))
      now += 1000
    }
    const left = () => readdirSync(join(folder, 'city')).toSorted()
    expect(await answers.clean(new Date(now - 1500))).toBe(1)
    expect(left()).toEqual(['1795000001000.RF20261125-000001'])
    expect(readFileSync(join(folder, 'city', '1795000001000.RF20261125-000001'))).toEqual(Buffer.from([0x41]))
    for (let more = 0; more < 4; more++) {
      await answers.keep('RF20261125-000002', new Uint8Array())
      now += 1000
    }
    expect(await answers.clean(new Date(0))).toBe(2)
    expect(left().map((name) => name.slice(0, 13))).toEqual(['1795000003000', '1795000004000', '1795000005000'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
