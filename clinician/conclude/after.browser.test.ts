import { afterEach, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '#words/index.ts'
import { me } from '../../test/screens/made-up/account.ts'
import { unfinished } from '../../test/screens/made-up/report.ts'
import { emptyDesk } from '../desk.ts'
import { AfterPage } from './after.ts'

afterEach(() => document.body.replaceChildren())

/** What stands under paper and under hand-over, once this has become of the report. */
const standsAfter = async (which: keyof Awaited<ReturnType<typeof unfinished>>, language: 'zh' | 'en') => {
  const page = Object.assign(new AfterPage(), { desk: { ...emptyDesk(me), check: (await unfinished())[which] }, language })
  document.body.append(page)
  await page.updateComplete
  const [, paper, handover] = [...page.renderRoot.querySelectorAll('dd')].map((each) => each.innerText)
  return { paper: paper ?? '', handover: handover ?? '' }
}

test.each(LANGUAGES)('why a paper is not made stands with the paper, why it is not handed over with that (%s)', async (language) => {
  const { after } = text[language].clinician
  const { faults, person } = text[language].errands
  const unmade = await standsAfter('not-made', language)
  expect(unmade.paper).toContain(after.paperNot)
  expect(unmade.paper).toContain(faults['not-made'])
  expect(unmade.paper).toContain(person)
  expect(unmade.paper).not.toContain(after.paperState.drawing)
  expect(unmade.handover).toBe(after.handoverNot)
  const late = await standsAfter('key-wrong', language)
  expect(late.paper).toBe(after.paperState.sealed)
  expect(late.handover).toContain(faults['key-wrong'])
  expect(late.handover).toContain(person)
  // How often is said once.
  expect(late.handover.match(/ 7 /g)).toHaveLength(1)
})

test('nobody is sent for while the house sees to it by itself, nor told of what goes its way for the first time', async () => {
  const { after } = text.en.clinician
  expect((await standsAfter('down', 'en')).handover).not.toContain(text.en.errands.person)
  expect(await standsAfter('drawing', 'en')).toEqual({ paper: after.paperState.drawing, handover: after.handoverNot })
})

test('a paper that is held says so, and why in a sentence of its own', async () => {
  const { paper } = await standsAfter('held', 'zh')
  expect(paper.split('\n')).toEqual([text.zh.clinician.after.paperState.held, expect.stringContaining('“姓名”')])
})
