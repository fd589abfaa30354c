import { css } from 'lit'
import { shared } from '#kit/tokens.ts'

/** What attended screens add to the shared style: forms, tables, cards, chips. Dense, and never under 14 px. */
export const sheet = [
  shared,
  css`
    :host {
      font-size: var(--text-small);
      line-height: 1.45;
    }
    h1 {
      font-size: var(--text-large);
    }
    h2 {
      font-size: var(--text);
    }
    h3 {
      font-size: var(--text-small);
    }
    button {
      min-height: 2.25rem;
      padding: 0.25rem 0.75rem;
      border-width: 1px;
      border-radius: 0.375rem;
      font-size: inherit;
      white-space: nowrap;
    }
    button:hover:not(:disabled) {
      box-shadow: 0 0 0 1px currentColor inset;
    }
    a {
      color: var(--deep);
      font-weight: 600;
    }
    label {
      display: grid;
      gap: var(--space-1);
      font-weight: 600;
    }
    label.tick {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      font-weight: 400;
    }
    input:not([type='checkbox'], [type='radio']),
    select,
    textarea {
      font: inherit;
      font-weight: 400;
      width: 100%;
      min-height: 2.25rem;
      padding: 0.25rem 0.5rem;
      border: 1px solid var(--edge);
      border-radius: 0.375rem;
      background: var(--white);
      color: var(--ink);
    }
    input[type='checkbox'],
    input[type='radio'] {
      width: 1.125rem;
      height: 1.125rem;
      margin: 0;
      accent-color: var(--deep);
    }
    fieldset {
      border: 0;
      margin: 0;
      padding: 0;
      min-width: 0;
    }
    legend {
      padding: 0;
      font-weight: 600;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      background: var(--white);
    }
    th,
    td {
      padding: 0.5rem 0.75rem;
      border-bottom: 1px solid var(--line);
      text-align: start;
      vertical-align: middle;
    }
    th {
      font-weight: 600;
      color: var(--quiet);
      white-space: nowrap;
    }
    /* A closed dialog takes no cell of its owner's grid. */
    rf-dialog {
      display: contents;
    }
    .card {
      background: var(--white);
      border: 1px solid var(--line);
      border-radius: var(--radius);
      padding: var(--space-3);
    }
    .quiet {
      color: var(--quiet);
    }
    /* Chinese breaks between its phrases here, not within a pair of brackets. */
    .phrase {
      word-break: keep-all;
    }
    .number {
      font-variant-numeric: tabular-nums;
    }
    .chip {
      display: inline-block;
      padding: 0 0.5rem;
      border-radius: 1rem;
      background: var(--wash);
      color: var(--ink);
      white-space: nowrap;
    }
    .chip.good {
      background: var(--good-wash);
      color: var(--good);
    }
    .chip.warn {
      background: var(--warn-wash);
      color: var(--warn);
    }
    .chip.bad {
      background: var(--bad-wash);
      color: var(--bad);
    }
    .said {
      padding: var(--space-2) var(--space-3);
      border-radius: 0.375rem;
      background: var(--warn-wash);
      color: var(--warn);
    }
    .said.bad {
      background: var(--bad-wash);
      color: var(--bad);
    }
    .said.good {
      background: var(--good-wash);
      color: var(--good);
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }
    .stack {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
      align-content: start;
    }
    /* So narrow, no word keeps to one line for its looks. */
    @media (max-width: 30rem) {
      button,
      .chip {
        white-space: normal;
        overflow-wrap: anywhere;
      }
    }
    .unseen {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `,
]
