import { html, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { attended } from '#words/attended.ts'
import { fill } from '#words/fill.ts'

/** Says at the end of a list that it goes on, and on which side; nothing where all of it is there. */
export const andMore = (
  language: Language,
  { entries, more }: { entries: readonly unknown[]; more: boolean },
  rest: keyof (typeof attended)['zh']['more'],
) => (more ? html`<p class="quiet">${fill(attended[language].more[rest], { count: entries.length })}</p>` : nothing)
