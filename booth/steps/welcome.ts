import { html, type TemplateResult } from 'lit'
import { layCard, readCard, takeCard } from '../drawings/card.ts'
import { text } from '../text.ts'
import { ofView } from './shows.ts'

const page = (drawing: TemplateResult, title: string, lead: string, more: TemplateResult | string = ''): TemplateResult =>
  html`<section class="step"><div class="pair">${drawing}<div class="words" aria-live="polite"><h1>${title}</h1><p class="lead">${lead}</p>${more}</div></div></section>`

/** Before a check: lay the card on, or what keeps the booth from starting and what the staff should do. */
export const welcome = ofView(({ view, language }) => {
  const { welcome: words, down } = text[language].booth
  const reader = view.devices.find(({ kind }) => kind === 'identity-card')
  if (view.link !== 'connected') return page(layCard(''), words.notReady, down[view.link])
  if (reader?.state !== 'alive') return page(layCard(''), words.noReader, words.noReaderText)
  if (view.card === 'unreadable') return page(takeCard(words.unreadableText), words.unreadable, words.unreadableText)
  if (view.card === 'reading') return page(readCard(words.reading), words.title, words.reading)
  if (view.card === 'read') return page(readCard(words.opening), words.title, words.opening)
  return page(layCard(words.text), words.title, words.text, html`<p class="quiet">${words.what}</p>`)
})

/** After a check, while the card still lies there. */
export const takeCardAway = ofView(({ view, language }) => {
  const { takeCard: first, parting } = text[language].booth
  const words = view.parting ? parting[view.parting] : first
  return page(takeCard(words.title), words.title, words.text)
})

/** The driver left, or the day ended. */
export const abandoned = ofView(({ language }) => {
  const { abandoned: words } = text[language].booth
  return page(takeCard(words.text), words.title, words.text)
})
