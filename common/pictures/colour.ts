import { axisState, isRead, colour as procedure, walkOf } from '#measure/colour/colour.ts'
import type { Language } from '#protocol/basic.ts'
import type { ColourSetup, ColourTrial } from '#protocol/procedures/colour.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { kelvinOf, screenColours } from '#words/screen-colours.ts'
import { draws, type Part, type ShownPlate } from './picture.ts'

/** In a small caption an arrow says where a ring is open. */
const SHORT: Readonly<Record<string, string>> = { up: '↑', right: '→', down: '↓', left: '←', 'cannot-see': '—' }
type Kind = ColourTrial['stimulus']['kind']

/** What is known of the screen that the plates were shown on. */
const screenWords = (screen: ColourSetup['screen'], language: Language): string => {
  const words = screenColours[language]
  if (!screen) return words.unmeasured
  return fill(words.log, { at: dated(screen.measuredAt), kelvin: kelvinOf(screen.colours.white) })
}

/** The screen, then each plate as it was shown, with the answer below it: the axes one after the other, then what only tells more. */
export const colour = draws(procedure, ({ setup, trials }, language) => {
  const words = procedures[language].colour.log
  const short = (figure: string) => SHORT[figure] ?? figure
  const long = (figure: string) => Object.entries(words.figures).find(([name]) => name === figure)?.[1] ?? figure
  const shown = (trial: ColourTrial): ShownPlate => {
    const { stimulus, answer } = trial
    return {
      stimulus,
      figure: short(stimulus.figure),
      wrong: isRead(trial) ? null : short(answer),
      label: fill(words.answer, { figure: long(stimulus.figure), answer: long(answer) }),
    }
  }
  const row = (kind: Kind, heading: string): Part[] => [
    { part: 'words', text: heading, strong: true },
    { part: 'plates', plates: trials.filter(({ stimulus }) => stimulus.kind === kind).map(shown) },
  ]
  const axis = (kind: 'protan' | 'deutan') => {
    const { score, plates, lines } = axisState(setup, kind, trials)
    const { accepted, referred, flawless } = walkOf(setup)
    const of = { axis: words[kind], plates, accepted, referred: -referred }
    if (lines.length === 1) return row(kind, fill(words.axis, { ...of, score }))
    const each = { ...of, scores: lines.map((line) => line.score).join(' / ') }
    return row(kind, flawless === null ? fill(words.lines, each) : fill(words.flawless, { ...each, flawless }))
  }
  const result = procedure.score(setup, '', trials)
  const more = (kind: 'weak-protan' | 'weak-deutan' | 'tritan', counts: { shown: number; read: number }) =>
    counts.shown === 0 ? [] : row(kind, fill(words.more, { kind: words[kind], ...counts }))
  return {
    label:
      fill(words.label, { protan: result.protan.score, deutan: result.deutan.score }) +
      (result.weak.noted ? `${language === 'zh' ? '' : ' '}${words.weak}` : ''),
    parts: [
      { part: 'words', text: screenWords(setup.screen, language) },
      ...row('demonstration', words.demonstration),
      ...axis('protan'),
      ...axis('deutan'),
      ...more('weak-protan', result.weak.protan),
      ...more('weak-deutan', result.weak.deutan),
      ...more('tritan', result.tritan),
      ...(result.weak.noted ? [{ part: 'words', text: words.weak } as const] : []),
    ],
  }
})
