import type { Hands } from '../hands.ts'
import * as accountMadeUp from '../made-up/account.ts'
import * as checkMadeUp from '../made-up/check.ts'
import * as queueMadeUp from '../made-up/queue.ts'
import type { Stage } from '../stage.ts'

// What a scene is: what the server says, and what somebody does on the page then.

export type Scene = {
  name: string
  path: string
  say: (stage: Stage) => void | Promise<void>
  act?: (page: Hands, stage: Stage) => Promise<void>
}

/** A senior doctor's account. */
export const senior = { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, roles: ['doctor' as const, 'senior' as const] } }

export const desk = async (stage: Stage, check: typeof checkMadeUp.halfway, more: Partial<Stage['said']> = {}) => {
  Object.assign(stage.said, { check, ...more })
  const [first, ...others] = queueMadeUp.queue.entries
  if (first) stage.said.queue = { ...queueMadeUp.queue, entries: [{ ...first, lease: check.lease }, ...others] }
}

/** Does what is done in a scene, on a page that was opened on its stage: as soon as the page shows what it was told. */
export const play = async (page: Hands, stage: Stage, scene: Scene): Promise<void> => {
  await page.locator('h1').first().waitFor()
  // Values of a station are told to who has the check already.
  if (stage.said.check && stage.said.queue) await page.locator('rf-driver, rf-conclude, rf-attention td').first().waitFor()
  stage.push()
  await scene.act?.(page, stage)
}
