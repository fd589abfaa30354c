import { html } from 'lit'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '../text.ts'
import type { Draw } from './shows.ts'

/** Without a line to the agent nothing that is shown can be trusted, so nothing is. */
export const connecting: Draw = ({ state: { view } }) => {
  const languages = view ? [view.language] : LANGUAGES
  return html`<section class="step">
    ${languages.map((language) => {
      const { connecting: words } = text[language].booth
      return html`<div class="words" lang=${language}><h1>${words.title}</h1><p class="lead">${words.text}</p></div>`
    })}
  </section>`
}
