import type { Language } from '#protocol/basic.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { mayHavePaper } from '../service/proof/drivers-paper.ts'
import type { Verification } from '../service/proof/papers.ts'
import { escaped, plainPage } from './html.ts'

type Words = (typeof text)[Language]
type State = keyof Words['verify']['states']
type Shown = NonNullable<Verification['shown']>

/** How a page greets: whether the paper stands is one thing, what it says of its driver another. */
type Tone = 'good' | 'plain' | 'warn' | 'bad'

const stateOf = ({ standing }: Verification): State => {
  if (standing.state === 'withdrawn') return `withdrawn-${standing.by}`
  if (standing.state === 'taken-back') return `taken-back-${standing.as}`
  return standing.state === 'not-issued' && standing.held ? 'held' : standing.state
}

/** Green is for a paper in force whose driver may drive what it names, and for nothing else. */
const toneOf = (state: State, shown: Shown | null): Tone => {
  if (state === 'valid') return shown?.outcome.kind === 'fit' || shown?.outcome.kind === 'fit-with-conditions' ? 'good' : 'plain'
  return state === 'not-issued' || state === 'held' || state === 'busy' || state === 'unsure' || state === 'expired' ? 'warn' : 'bad'
}

const head = (language: Language, state: State, tone: Tone, fields: Record<string, string> = {}): string => {
  const { verify } = text[language]
  const other = language === 'zh' ? 'en' : 'zh'
  const { heading, words } = verify.states[state]
  return (
    `<p class="top"><span>${verify.title}</span><a href="?lang=${other}" lang="${other}">${verify.other}</a></p>` +
    `<section class="${tone}"><h1>${heading}</h1><p>${escaped(fill(words, fields))}</p></section>`
  )
}

const lines = (rows: readonly (readonly [label: string, value: string])[]): string =>
  `<dl>${rows.map(([label, value]) => `<dt>${label}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`

/** What the doctor came to, apart from whether the paper is genuine. */
const conclusion = ({ verify, terms }: Words, language: Language, { outcome, overrides, countersigned }: Shown): string =>
  `<section class="plain"><h2>${verify.conclusion}</h2><p class="big">${terms.outcomes[outcome.kind]}</p>` +
  lines([
    [verify.classes, listed(language, outcome.classes) || verify.noClasses],
    ...(outcome.conditions.length > 0
      ? [
          [
            verify.conditions,
            listed(
              language,
              outcome.conditions.map((condition) => terms.conditions[condition]),
            ),
          ] as const,
        ]
      : []),
    ...(['not-measured', 'against'] as const).flatMap((basis) => {
      const stations = overrides.filter((one) => one.basis === basis).map(({ station }) => terms.stations[station])
      return stations.length > 0 ? [[verify.overrides[basis], listed(language, stations)] as const] : []
    }),
    ...(countersigned ? [[verify.second, verify.countersigned] as const] : []),
  ]) +
  '</section>'

const paper = ({ verify }: Words, number: string, shown: Shown): string =>
  `<section><h2>${verify.compare}</h2>${lines([
    [verify.number, number],
    [verify.name, shown.name],
    [verify.document, shown.document],
    [verify.examinedOn, shown.examinedOn],
    [verify.issuedOn, shown.issuedOn],
    [verify.validUntil, shown.validUntil],
    [verify.signedBy, verify.signatures[shown.signedBy]],
  ])}</section>`

const proofs = ({ verify }: Words, { digest, pdf, renewed, certificate, sm2 }: Shown, code: string): string =>
  `<details><summary>${verify.proofs}</summary>${lines([
    [verify.digest, digest],
    ...(pdf ? [[verify.pdf, pdf] as const] : []),
    ...(renewed ? [[verify.renewed, renewed] as const] : []),
    ...(certificate ? [[verify.certificate, certificate] as const] : []),
    ...(sm2 ? [[verify.sm2, sm2] as const] : []),
  ])}${sm2 ? `<p><a href="/verify/${encodeURIComponent(code)}/sm2" download>${verify.getSm2}</a></p><p>${verify.aboutSm2}</p>` : ''}</details>`

const asking = ({ verify }: Words, { ask, number }: Verification): string =>
  `<p>${escaped(ask ? fill(verify.ask, { ...ask, number }) : fill(verify.askNumber, { number }))}</p>`

/** Why the paper was not given. `left`: the tries before it is locked. */
export type PaperSaid = { why: 'wrong'; left: number } | { why: 'locked' | 'shut' }

/** Asks for the end of the document's number, which goes in the body and into no address. Needs no script. */
const paperForm = ({ verify: { paper } }: Words, language: Language, said: PaperSaid | null): string =>
  `<section class="plain" id="paper"><h2>${paper.heading}</h2>` +
  (said ? `<p class="bad" role="alert">${escaped(fill(paper[said.why], said.why === 'wrong' ? { left: said.left } : {}))}</p>` : '') +
  (said && said.why !== 'wrong'
    ? ''
    : `<p>${paper.words}</p><form method="post" action="?lang=${language}#paper">` +
      `<label for="number">${paper.label}</label><input id="number" name="number" required maxlength="24" autocomplete="off" ` +
      `autocapitalize="characters" spellcheck="false"><button>${paper.get}</button></form><p>${paper.browser}</p>`) +
  '</section>'

/** What anybody with the paper in hand may know: whether it stands, what it says, and whom to ask; nothing that it doesn't say itself. */
export const verifyPage = (language: Language, found: Verification, said: PaperSaid | null = null): string => {
  const words = text[language]
  const state = stateOf(found)
  const { number } = found
  // Before there is a paper nobody has one to compare, and what can't be confirmed isn't repeated.
  const shown = found.standing.state === 'not-issued' ? null : found.shown
  const whole = shown
    ? conclusion(words, language, shown) +
      paper(words, number, shown) +
      // Of others the state has said what became of them.
      (state === 'valid' ? lines([[words.verify.handover, words.verify.handovers[shown.handover]]]) : '') +
      proofs(words, shown, found.code)
    : lines([[words.verify.number, number]])
  const top = head(language, state, toneOf(state, shown), { until: shown?.validUntil ?? '' })
  const form = mayHavePaper(found) ? paperForm(words, language, said) : ''
  return plainPage(words.verify.title, top + whole + form + asking(words, found), language)
}

/** Where there is nothing to show: an unknown code, or a question too many. It names no institution: whose paper it is isn't known. */
export const wordsPage = (language: Language, state: State): string => {
  const { verify } = text[language]
  const ask = `<p>${verify.askAnybody}</p>`
  return plainPage(verify.title, head(language, state, toneOf(state, null)) + (state === 'busy' ? '' : ask), language)
}
