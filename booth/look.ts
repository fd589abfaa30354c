import { css } from 'lit'

/** How the booth's steps are laid out: one thing at a time, the picture beside the words where the screen is wide. */
export const look = css`
  :host {
    display: block;
    height: 100%;
    min-height: 0;
  }
  .step {
    min-height: 100%;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--space-4);
    padding: var(--space-4);
    text-align: center;
  }
  .step.top {
    align-content: start;
  }
  .step > * {
    max-width: 100%;
  }
  .wide {
    width: 100%;
  }
  .pair {
    width: 100%;
    display: grid;
    gap: var(--space-4);
    align-items: center;
    justify-items: center;
  }
  .words {
    display: grid;
    gap: var(--space-3);
    justify-items: center;
  }
  @media (orientation: landscape) {
    .pair {
      grid-template-columns: 1fr 1fr;
    }
  }
  h1 {
    font-size: var(--text-huge);
    color: var(--deep);
  }
  h2 {
    font-size: var(--text-large);
  }
  .lead {
    font-size: var(--text-large);
    line-height: 1.4;
    text-wrap: pretty;
    max-width: 26em;
  }
  .quiet {
    color: var(--quiet);
    max-width: 34em;
    text-wrap: pretty;
  }
  .drawing {
    display: block;
    width: 100%;
    max-width: 58rem;
    max-height: 42rem;
  }
  @media (orientation: landscape) {
    .drawing {
      max-width: 46rem;
      max-height: 32rem;
    }
  }
  button {
    font-size: var(--text-large);
    min-height: 7rem;
    border-width: 3px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    justify-content: center;
  }
  .actions button {
    min-width: 18rem;
  }
  /* A key as it looks on the keypad, beside what it does. */
  kbd {
    display: inline-block;
    min-width: 1.2em;
    padding: 0 0.35em;
    border: 2px solid currentcolor;
    border-bottom-width: 5px;
    border-radius: 0.3em;
    font: inherit;
    line-height: 1.15;
    white-space: nowrap;
  }
  button kbd {
    margin-inline-end: 0.5em;
  }
  .meaning {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    font-size: var(--text-large);
    font-weight: 600;
  }
  .meaning.dead {
    color: var(--quiet);
    font-weight: 400;
  }
  .note {
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius);
    background: var(--wash);
    text-align: left;
    text-wrap: pretty;
  }
  .note.warn {
    background: var(--warn-wash);
    color: var(--warn);
  }
  .note.good {
    background: var(--good-wash);
    color: var(--good);
  }
  .note.bad {
    background: var(--bad-wash);
    color: var(--bad);
  }
  .panel {
    background: var(--white);
    border: 2px solid var(--line);
    border-radius: var(--radius);
    padding: var(--space-3);
  }
`
