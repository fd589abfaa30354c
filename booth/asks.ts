import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { BoothView } from '#protocol/booth.ts'
import { fill } from '#words/fill.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import type { Booth } from './store.ts'

type Asked = NonNullable<BoothView['cardAsks']>
type Anew = Extract<Asked, { asks: 'anew' }>
type Which = Extract<Asked, { asks: 'which' }>

/** As long as there is to answer, s: the ring is full then. */
const WHOLE_S = 120
const ROUND = 2 * Math.PI * 44

/** A ring that empties, and the seconds in it. */
const countdown = (seconds: number, label: string): TemplateResult =>
  html`<svg viewBox="0 0 120 120" width="180" height="180" role="timer" aria-label=${label} class="countdown">
    ${svg`<g transform="rotate(-90 60 60)" fill="none" stroke-width="12">
      <circle cx="60" cy="60" r="44" stroke="var(--line)" />
      <circle cx="60" cy="60" r="44" stroke="var(--warn)" stroke-dasharray="${(Math.min(1, seconds / WHOLE_S) * ROUND).toFixed(1)} ${ROUND.toFixed(1)}" />
    </g>
    <text x="60" y="74" text-anchor="middle" font-size="40" font-weight="700" fill="var(--deep)">${seconds}</text>`}
  </svg>`

/** "Are you still there?", with what happens when nobody answers. */
const stillThere = (view: BoothView, booth: Booth): TemplateResult => {
  const { language, stillThere: asked } = view
  const { stillThere: words } = text[language].booth
  const here = () => void booth.touch({ touch: 'still-here' })
  const seconds = asked?.seconds ?? 0
  const left = fill(words.left, { seconds })
  return html`<rf-dialog ?open=${asked !== undefined} .heading=${asked?.again ? words.again : words.title} @close=${here}>
    ${asked ? html`${countdown(seconds, left)}<p class="lead">${words.text}</p>` : nothing}
    <rf-call-keys slot="buttons" .view=${view} .booth=${booth}></rf-call-keys>
    <button slot="buttons" @click=${() => void booth.touch({ touch: 'leave' })}>${words.no}</button>
    <button slot="buttons" class="primary" autofocus @click=${here}>${words.yes}</button>
  </rf-dialog>`
}

const anewText = (language: Language, { on, validTo, institution }: Anew): string => {
  const words = text[language].booth.cardAsks.anew
  return institution === undefined ? fill(words.text, { on, validTo }) : fill(words.elsewhere, { on, validTo, institution })
}

/** A key for each of several cases. */
const caseKeys = (language: Language, booth: Booth, cases: Which['cases']): TemplateResult[] => {
  const { booth: own, terms } = text[language]
  const { businesses }: { businesses: Readonly<Record<string, string>> } = terms
  return cases.map(({ number, business, classes }) => {
    const name = fill(own.cardAsks.which.one, { business: businesses[business] ?? business, classes })
    const choose = () => void booth.touch({ touch: 'card', begin: true, case: number })
    return html`<button slot="buttons" class="primary" @click=${choose}>${name}</button>`
  })
}

/** What a card asks before anything is done with it. What changes nothing has the focus first. */
const cardAsks = (view: BoothView, booth: Booth): TemplateResult => {
  const { language, cardAsks: asked } = view
  const { which, anew, next } = text[language].booth.cardAsks
  const words = asked?.asks === 'which' ? which : asked?.asks === 'anew' ? anew : next
  const no = () => void booth.touch({ touch: 'card', begin: false })
  const yes = () => void booth.touch({ touch: 'card', begin: true })
  const choices = asked?.asks === 'which' ? asked.cases : null
  return html`<rf-dialog ?open=${asked !== undefined} .heading=${words.title} @close=${no}>
    ${asked?.asks === 'anew' ? anewText(language, asked) : words.text}
    <rf-call-keys slot="buttons" .view=${view} .booth=${booth}></rf-call-keys>
    ${choices || !('yes' in words) ? nothing : html`<button slot="buttons" @click=${yes}>${words.yes}</button>`}
    <button slot="buttons" class=${choices ? '' : 'primary'} autofocus @click=${no}>${words.no}</button>
    ${choices ? caseKeys(language, booth, choices) : nothing}
  </rf-dialog>`
}

/** What the booth itself asks, over whatever is on the screen. */
export const asks = (view: BoothView, booth: Booth): TemplateResult => html`${stillThere(view, booth)}${cardAsks(view, booth)}`
