import { html } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Site } from '#protocol/sites.ts'
import { siteWords } from './sites.ts'

/** What is said around them: the whole, the tick in place of all others with its name in the form, and a help. */
type Around = { legend: string; others: { name: string; label: string; ticked: boolean }; help: string }

/** Sites to be ticked in a form: those that are open, and those that are `own` already. */
export const siteTicks = (language: Language, sites: readonly Site[], own: readonly string[] | null, { legend, others, help }: Around) =>
  html`<fieldset class="stack">
    <legend>${legend}</legend>
    <label class="tick"><input type="checkbox" name=${others.name} ?checked=${others.ticked} />${others.label}</label>
    <div class="sites">
      ${sites
        .filter(({ id, closed }) => !closed || own?.includes(id))
        .map(
          (site) =>
            html`<label class="tick"
              ><input type="checkbox" name="site ${site.id}" ?checked=${own?.includes(site.id) ?? false} />${siteWords(language, site)}</label
            >`,
        )}
    </div>
    <small class="quiet">${help}</small>
  </fieldset>`

/** The ids of those that were ticked in a form's fields. */
export const tickedSites = (fields: Readonly<Record<string, string>>): string[] =>
  Object.keys(fields).flatMap((field) => (field.startsWith('site ') ? [field.slice('site '.length)] : []))
