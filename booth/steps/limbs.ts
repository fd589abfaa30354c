import { html, nothing } from 'lit'
import { fill } from '#words/fill.ts'
import { answerKey, keyCap } from '../answers.ts'
import { taskDrawing } from '../drawings/tasks.ts'
import { text } from '../text.ts'
import { answerTrial } from '../trial.ts'
import { shows } from './shows.ts'

/** The end of the force bar, newtons. */
const FULL = 400

/** A task for arms, legs or trunk: do as the picture shows. What a pedal feels comes from its cell, never from here. */
export const task = shows('task', ({ language, booth, view: { inputs }, stage, scene: { task, newtons, secondsLeft } }) => {
  const { booth: words } = text[language].procedures.limbs
  const by = { inputs, language }
  const end = (done: 'done' | 'cannot') => () => void answerTrial(booth, stage, { done, force: null })
  return html`<section class="step">
    <div class="pair">
      ${taskDrawing(words[task], task)}
      <div class="words">
        <h1 aria-live="polite">${words[task]}</h1>
        ${
          newtons === null
            ? nothing
            : html`<div class="live">
              <span>${words.force}</span><strong>${fill(words.newtons, { value: Math.round(newtons) })}</strong>
              <div class="meter" aria-hidden="true"><div .style=${`width: ${Math.min(100, Math.max(0, (newtons / FULL) * 100))}%`}></div></div>
            </div>`
        }
        <p class="quiet">${fill(words.left, { seconds: secondsLeft })}</p>
        <div class="actions">
          ${answerKey(by, { words: words.cannot, sign: keyCap(by, 'no'), give: end('cannot') })}
          ${answerKey(by, { words: words.done, sign: keyCap(by, 'ok'), kind: 'primary', give: end('done') })}
        </div>
      </div>
    </div>
  </section>`
})
