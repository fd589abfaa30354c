import { css, html, nothing, type TemplateResult } from 'lit'
import { sheet } from '../sheet.ts'

/**
 * A list of the administration: what each column holds, and a line each; where there is none, that is said. Null: it isn't known yet.
 * `acts`: each line ends in a cell of its buttons.
 */
export const list = (
  heads: readonly string[],
  lines: readonly TemplateResult[] | null,
  { none, acts = false }: { none: string; acts?: boolean },
): TemplateResult =>
  lines?.length === 0
    ? html`<p class="card quiet">${none}</p>`
    : html`<table>
        <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}${acts ? html`<td></td>` : nothing}</tr></thead>
        <tbody>${lines}</tbody>
      </table>`

/** How a page looks that is a heading and such a list. */
export const listSheet = [
  sheet,
  css`
    :host {
      display: grid;
      gap: var(--space-3);
    }
    .rest {
      flex: 1;
    }
    table {
      border: 1px solid var(--line);
    }
    tbody th {
      color: var(--ink);
    }
    .act {
      text-align: end;
    }
  `,
]
