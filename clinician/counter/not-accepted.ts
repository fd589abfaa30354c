import { html } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { Language } from '#protocol/basic.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import '../take-back.ts'
import { text } from './text.ts'

/** A report of an institution that isn't recognised any more: why the counter can't accept it, and how it stops doing so, for a reason. */
export const notAccepted = (language: Language, { number, notRecognised }: CounterEntry, busy: boolean, stop: (reason: string) => void) => {
  const { notAccepted: words, cancel } = text[language].counter
  const said = { act: words.act, title: fill(words.title, { number }), warning: words.warning, reason: words.reason, cancel }
  return html`<div class="said bad row">
    <span>${fill(words.why, { institution: notRecognised ?? '' })}</span>
    ${keyed(number, html`<rf-take-back .words=${said} .busy=${busy} @reason=${({ detail }: CustomEvent<string>) => stop(detail)}></rf-take-back>`)}
  </div>`
}
