import type { CheckView } from '#protocol/check.ts'
import { refuse } from '#protocol/refusal.ts'
import { hashOf, idOf } from '../../made-up/ids.ts'
import type { Hands } from '../hands.ts'
import * as accountMadeUp from '../made-up/account.ts'
import * as queueMadeUp from '../made-up/queue.ts'
import * as recordingMadeUp from '../made-up/recording.ts'
import * as reportMadeUp from '../made-up/report.ts'
import type { Stage } from '../stage.ts'
import { desk, type Scene } from './scene.ts'

// The report is read, signed, corrected, countersigned and watched.

export const concludeScenes: readonly Scene[] = [
  {
    name: 'signature',
    path: '/clinician/',
    say({ said }) {
      said.greeting = {
        me: { ...accountMadeUp.me, person: { ...accountMadeUp.doctor, passkeys: 0 } },
        firstAdministrator: false,
        demonstration: false,
      }
    },
    act: (page) => page.locator('button[slot=bar]').click(),
  },
  {
    name: 'conclude',
    path: '/clinician/',
    async say(stage) {
      await desk(stage, await reportMadeUp.drawnUp())
      stage.said.signing = {
        options: { challenge: 'x', rpId: 'localhost', allowCredentials: [], userVerification: 'required', timeout: 60_000 },
        password: true,
        seconds: 0,
        inWriting: false,
      }
    },
    act: (page) => page.locator('rf-conclude .said').first().waitFor(),
  },
  {
    name: 'conclude-too-soon',
    path: '/clinician/',
    async say(stage) {
      await desk(stage, await reportMadeUp.drawnUp())
      stage.said.signing = { options: null, password: true, seconds: 75, inWriting: true }
    },
    act: (page) => page.locator('rf-conclude [role=timer]').waitFor(),
  },
  {
    name: 'conclude-differs',
    path: '/clinician/',
    async say(stage) {
      const check = await reportMadeUp.drawnUp()
      await desk(stage, {
        ...check,
        drawnUp: { number: reportMadeUp.report.number, at: reportMadeUp.report.drawnUpAt, digest: hashOf('f') },
      })
    },
    act: (page) => page.locator('rf-conclude .said.bad').waitFor(),
  },
  after('after', reportMadeUp.concluded),
  watched('recording', null, async (page) => {
    for (const nth of [0, 1, 2]) await page.locator('rf-recording-player video[data-shown]').nth(nth).waitFor()
  }),
  watched('recording-reason', refuse('access-needs-reason', { check: idOf(1) }), (page) =>
    page.locator('rf-watch-recording rf-reason form').waitFor(),
  ),
  ...(['drawing', 'not-made', 'held', 'down', 'sent', 'key-wrong', 'refused'] as const).map((which) =>
    after(`after-${which}`, async () => (await reportMadeUp.unfinished())[which]),
  ),
  { name: 'second', path: '/clinician/', say: secondSays, act: look },
  {
    name: 'second-decline',
    path: '/clinician/',
    say: secondSays,
    async act(page) {
      await look(page)
      await page.locator('rf-conclude button.danger').first().click()
    },
  },
  {
    name: 'replace',
    path: '/clinician/',
    async say({ said }) {
      Object.assign(said, { attention: queueMadeUp.attention, check: await queueMadeUp.returned() })
    },
    async act(page) {
      await look(page)
      await page.locator('rf-replace button').first().click()
      await page.locator('rf-replace li button').nth(3).click()
    },
  },
  ...(['correct', 'withdraw'] as const).map(
    (what): Scene => ({
      name: what,
      path: '/clinician/',
      async say({ said }) {
        Object.assign(said, { attention: queueMadeUp.attention, check: await queueMadeUp.returned() })
      },
      async act(page) {
        await look(page)
        await page.locator(`rf-${what} button`).first().click()
      },
    }),
  ),
]

/** What a doctor sees who has just signed, once this has become of the check. */
function after(name: string, become: () => Promise<CheckView>): Scene {
  return {
    name,
    path: '/clinician/',
    say: async (stage) => desk(stage, await reportMadeUp.drawnUp()),
    async act(page, stage) {
      await page.locator('rf-conclude').waitFor()
      stage.said.check = await become()
      stage.said.queue = queueMadeUp.queue
      stage.push()
      await page.locator('rf-after').waitFor()
    },
  }
}

/** What a doctor sees who wants to watch the recording of a check, to whom it may be `closed`. */
function watched(name: string, closed: Stage['said']['closed'], shows: (page: Hands) => Promise<void>): Scene {
  const scene = after(name, async () => ({ ...(await reportMadeUp.concluded()), recording: recordingMadeUp.kept }))
  return {
    ...scene,
    async act(page, stage) {
      await scene.act?.(page, stage)
      stage.said.closed = closed
      await page.locator('rf-watch-recording button').click()
      await shows(page)
    },
  }
}

/** Opens the first report that waits for a doctor. */
function look(page: Hands) {
  return page.locator('rf-attention td.act button').first().click()
}

async function secondSays({ said }: Stage) {
  Object.assign(said, { attention: queueMadeUp.attention, check: await queueMadeUp.toCountersign() })
  said.signing = {
    options: { challenge: 'x', rpId: 'localhost', allowCredentials: [], userVerification: 'required', timeout: 60_000 },
    password: true,
    seconds: 0,
    inWriting: false,
  }
}
