import { Value } from 'typebox/value'
import type { Language } from '#protocol/basic.ts'
import { PITCHES } from '#protocol/measurement.ts'
import { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { CalibrationWork, Measured, ServiceDevice, Standing } from '#protocol/service.ts'
import { CELLS, type Cell } from '#protocol/station.ts'
import { fill, text } from '#protocol/text/index.ts'
import type { Reached } from './reach.ts'

/** A question that is read from the terminal, and a sentence that is shown there. */
export type Terminal = { ask(question: string): Promise<string>; say(sentence: string): void }

const G = 9.80665

/** Walks through the calibration of a device. Gives until when it holds, or why it came to nothing. */
export const calibrate = async (
  device: ServiceDevice,
  { reached, terminal, language }: { reached: Pick<Reached, 'ask'>; terminal: Terminal; language: Language },
): Promise<Standing | Refusal> => {
  const say = text[language].service
  const number = async (question: string): Promise<number> => {
    for (;;) {
      const typed = (await terminal.ask(`${question} `)).trim().replace(',', '.')
      if (/^\d+(\.\d+)?$/.test(typed)) return Number(typed)
    }
  }
  const optional = async (question: string) => {
    const typed = (await terminal.ask(`${question} `)).trim()
    return typed === '' ? null : Number(typed)
  }
  const measure = async (sentence: string, cell: Cell | null): Promise<Measured | Refusal> => {
    await terminal.ask(`${sentence} [Enter] `)
    terminal.say(say.measuring)
    const measured = await reached.ask('service:measure', { name: device.name, cell })
    const unit = cell === null ? say.millimetres : say.millinewtons
    if (!isRefusal(measured))
      terminal.say(fill(say.measured, { value: Math.round(measured.median), unit, spread: Math.round(measured.spread) }))
    return measured
  }

  const height = async (): Promise<CalibrationWork | Refusal> => {
    const tapeMm = await number(say.height.tape)
    const empty = await measure(say.height.empty, null)
    if (isRefusal(empty)) return empty
    const rodMm = await number(say.height.rod)
    const under = await measure(say.height.underRod, null)
    return isRefusal(under) ? under : { device: 'height', tapeMm, emptyMm: empty.median, rodMm, underRodMm: under.median }
  }
  const machine = async (): Promise<CalibrationWork | Refusal> => {
    const rodMm = await number(say.height.machineRod)
    const said = await measure(say.height.machine, null)
    return isRefusal(said) ? said : { device: 'height-machine', rodMm, saidMm: said.median }
  }
  const force = async (): Promise<CalibrationWork | Refusal> => {
    const typed = await terminal.ask(`${fill(say.force.which, { cells: CELLS.join(', ') })} `)
    const wanted = CELLS.filter((cell) => typed.split(/[\s,，]+/).includes(cell))
    const cells: Extract<CalibrationWork, { device: 'force' }>['cells'] = []
    for (const cell of wanted) {
      const named = { cell: say.cells[cell] }
      const empty = await measure(fill(say.force.empty, named), cell)
      if (isRefusal(empty)) return empty
      const kilograms = await number(fill(say.force.load, named))
      const loaded = await measure(fill(say.force.loaded, named), cell)
      if (isRefusal(loaded)) return loaded
      cells.push({ cell, emptyMn: empty.median, loadMn: kilograms * G * 1000, loadedMn: loaded.median })
    }
    return { device: 'force', cells }
  }
  const screen = async (): Promise<unknown> => {
    const pitchMm = await number(say.screen.pitch)
    const pathMm = await number(say.screen.path)
    const mirrors = await number(say.screen.mirrors)
    const luminance = await optional(say.screen.luminance)
    return { device: 'screen', pitchMm, pathMm, mirrors, ...(luminance === null ? {} : { luminance }) }
  }
  const speakers = async (): Promise<unknown> => {
    const transducer = (await terminal.ask(`${say.speakers.transducer} `)).trim()
    const levels = async (ear: 'left' | 'right') => {
      const of: Record<string, number> = {}
      for (const pitch of PITCHES) of[pitch] = await number(fill(say.speakers.level, { ear: say.speakers.ears[ear], pitch }))
      return of
    }
    const fullScaleDb = { left: await levels('left'), right: await levels('right') }
    return { device: 'speakers', transducer, fullScaleDb, microphoneDb: await optional(say.speakers.microphone) }
  }
  /** What was typed may be no record at all. */
  const recorded = (value: unknown): CalibrationWork | Refusal =>
    Value.Check(CalibrationValue, value) ? { device: 'record', value } : refuse('malformed', { message: 'calibrate', where: '/' })

  const work = async (): Promise<CalibrationWork | Refusal> => {
    if (device.kind === 'height') return device.machine ? machine() : height()
    if (device.kind === 'force') return force()
    return recorded(device.kind === 'screen' ? await screen() : await speakers())
  }
  const done = await work()
  return isRefusal(done) ? done : reached.ask('service:calibrate', done)
}
