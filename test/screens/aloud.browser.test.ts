import { afterEach, expect, it } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { openLexicon } from '../../booth/aloud/lexicon.ts'
import { standingOn } from '../../booth/aloud/page.ts'
import { piecesIn, sentencesIn } from '../../booth/aloud/sentences.ts'
import { openBoothApp } from './booth-app.ts'
import { boothPages, boothViews, inLanguage } from './booth-views.ts'

// Whatever stands on the driver's page has its sound.

const settled = async () => {
  for (let frames = 0; frames < 4; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}

afterEach(() => {
  document.body.replaceChildren()
  sessionStorage.clear()
})

/** What people write themselves: names of doctors, and a reason in a doctor's own words. */
const WRITTEN = [
  '陈思远',
  '两次结果不一致，请到眼科用假同色图复查',
  // Whoever made an earlier report, whose counter it is, and why the traffic police have stopped a case.
  '示范市第一健康体检中心（演示）',
  '示范大队',
  // Doctors who watch, and a second one.
  '林晓、阿卜杜拉·阿卜杜热西提',
  '林晓, 阿卜杜拉·阿卜杜热西提',
  '欧阳建国',
  // What a doctor writes to a driver.
  '请把右手的袖子卷到手肘以上，再把手背转过来给我看。',
  '湖滨大队',
  '有逾期未处理的交通事故、档案信息正在核对',
  '有逾期未处理的交通事故, 档案信息正在核对',
]

it('every sentence of every state has a sound in both languages, and what has none was written by a person', async () => {
  const { app, push } = openBoothApp()
  const mute: string[] = []
  let looked = 0
  for (const language of LANGUAGES) {
    const lexicon = openLexicon(language, {
      sentences: sentencesIn(language),
      files: Object.fromEntries(piecesIn(language).map((piece) => [piece, piece])),
    })
    for (const { name, view, touch } of boothPages) {
      if (touch && boothViews.welcome) {
        push(inLanguage(boothViews.welcome, language))
        await settled()
      }
      push(inLanguage(view, language))
      await settled()
      if (touch)
        Object.assign(
          (touch.element === 'rf-booth'
            ? app
            : (app.shadowRoot?.querySelector(touch.element) ??
              app.shadowRoot?.querySelector('rf-result')?.shadowRoot?.querySelector(touch.element))) ?? {},
          touch.state,
        )
      await settled()
      for (const { text } of standingOn(app, language)) {
        looked += 1
        for (const piece of lexicon.piecesOf(text))
          if ('spell' in piece && !WRITTEN.includes(piece.spell)) mute.push(`${name} ${language}: ${piece.spell} (in: ${text})`)
      }
      app.leaving = false
    }
  }
  expect(looked).toBeGreaterThan(500)
  expect([...new Set(mute)]).toEqual([])
})
