import type { BoothView, Stage } from '#protocol/booth.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Station } from '#protocol/station.ts'
import type { Agent } from '../../devices/agent/agent.ts'
import type { Simulation } from '../../devices/simulate/simulation.ts'
import { STROKES, still } from '../world.ts'

export const HEIGHT_MM = 1720
/** What is measured of each driver: a sensor each, and two that are answered by keys. */
const STATIONS: readonly Station[] = ['height', 'acuity-right', 'colour', 'lower-limbs']

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Waits until the view is as wished; false after so long. */
const until = async (agent: Agent, wished: (view: BoothView) => boolean, ms = 15_000): Promise<boolean> => {
  const end = performance.now() + ms
  while (performance.now() < end) {
    if (wished(agent.view())) return true
    await wait(10)
  }
  return false
}

type Booth = { agent: Agent; simulation: Simulation }

/** One driver's visit: card, declaration, photo, stations as far as the devices let him, and away. Gives the stations measured. */
export const visit = async ({ agent, simulation }: Booth, driver: string): Promise<number> => {
  await simulation.act({ hand: 'card', driver })
  let measured = 0
  if (await until(agent, ({ check }) => check?.phase === 'opened' || check?.phase === 'underway')) {
    await agent.touch({ touch: 'declare', consent: true, has: false, diseases: [], strokes: STROKES })
    await agent.photo((await still).toString('base64'))
    for (const station of STATIONS) if (await measure({ agent, simulation }, station)) measured++
  }
  await simulation.act({ hand: 'stand', heightMm: null })
  await agent.touch({ touch: 'leave' })
  await simulation.act({ hand: 'card', driver: null })
  await until(agent, ({ check, card }) => check === null && card !== 'read', 5000)
  return measured
}

const stateOf = (view: BoothView, station: Station) => view.check?.stations.find((one) => one.station === station)?.state

/** Tries a station until it has a measurement; a device that fails ends a try. */
const measure = async (booth: Booth, station: Station): Promise<boolean> => {
  const { agent } = booth
  for (let tries = 0; tries < 4; tries++) {
    const started = await agent.touch({ touch: 'start', station, glasses: false, aid: false })
    if (isRefusal(started)) {
      await wait(500)
      continue
    }
    await until(agent, ({ stage }) => stage !== null, 3000)
    for (let at: Stage | null = agent.view().stage; at?.station === station; at = agent.view().stage) {
      await answer(booth, at)
      const { attempt, index } = at
      await until(agent, ({ stage }) => stage?.attempt !== attempt || stage.index !== index, 4000)
    }
    // The server's word on a log that was just sent.
    if (await until(agent, (view) => stateOf(view, station) === 'measured', 3000)) return true
  }
  return false
}

const answer = async ({ agent, simulation }: Booth, { attempt, index, scene }: Stage): Promise<void> => {
  await agent.touch({ touch: 'shown', attempt, index })
  switch (scene.scene) {
    case 'height':
      await simulation.act({ hand: 'stand', heightMm: scene.step === 'stand' ? HEIGHT_MM : null })
      return
    case 'optotype':
      await simulation.act({ hand: 'key', key: scene.direction })
      await wait(300)
      // A keypad that fails is replaced by the screen.
      if (agent.view().stage?.index === index) await agent.touch({ touch: 'answer', attempt, index, answer: scene.direction })
      return
    case 'plate':
      await agent.touch({ touch: 'answer', attempt, index, answer: 'cannot-see' })
      return
    case 'task': {
      const side = scene.task === 'press-right-pedal' ? 'right' : scene.task === 'press-left-pedal' ? 'left' : null
      if (side === null) return void (await agent.touch({ touch: 'answer', attempt, index, answer: { done: 'done', force: null } }))
      await simulation.act({ hand: 'pedal', side, millinewtons: 300_000 })
      await until(agent, ({ stage }) => stage?.index !== index || stage.attempt !== attempt, 5000)
      await simulation.act({ hand: 'pedal', side, millinewtons: 0 })
      if (agent.view().stage?.index === index)
        await agent.touch({ touch: 'answer', attempt, index, answer: { done: 'cannot', force: null } })
      return
    }
    default:
  }
}
