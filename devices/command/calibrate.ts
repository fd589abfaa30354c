import { Value } from 'typebox/value'
import { colorimeterFile } from '#measure/colour/colorimeter-file.ts'
import { weakIn } from '#measure/hearing/weak.ts'
import type { Language } from '#protocol/basic.ts'
import { FIELDS, type Field, mnOfKg, readNumber } from '#protocol/fields.ts'
import { HEADPHONES, PITCHES, TRANSDUCERS } from '#protocol/procedures/sound.ts'
import { CalibrationValue } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { CalibrationWork, Measured, ServiceDevice, Standing } from '#protocol/service.ts'
import type { Cell } from '#protocol/station.ts'
import { rangeWords } from '#words/field.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { measuredWords } from '#words/measured.ts'
import { foundWords } from '#words/trouble.ts'
import type { Reached } from './reach.ts'

/** A question that is read from the terminal, and a sentence that is shown there. */
export type Terminal = { ask(question: string): Promise<string>; say(sentence: string): void }

/** The bytes of a file; none where it can't be read. */
export type Read = (path: string) => Promise<Uint8Array>

/** Walks through the calibration of a device. Gives until when it holds, or why it failed. */
export const calibrate = async (
  device: ServiceDevice,
  { reached, terminal, file, language }: { reached: Pick<Reached, 'ask'>; terminal: Terminal; file: Read; language: Language },
): Promise<Standing | Refusal> => {
  const words = text[language].service
  /** Asks until the number is one that can be; null: left empty, where it may be. */
  const typed = async (question: string, field: Field): Promise<number | null> => {
    for (;;) {
      const read = readNumber(await terminal.ask(`${question} (${rangeWords(field, language)}) `), field)
      if ('value' in read) return read.value
      terminal.say(words.wrong[read.wrong])
    }
  }
  const number = async (question: string, field: Field): Promise<number> => (await typed(question, field)) ?? Number.NaN
  const measure = async (sentence: string, cell: Cell | null): Promise<Measured | Refusal> => {
    await terminal.ask(`${sentence} [Enter] `)
    terminal.say(words.measuring)
    const measured = await reached.ask('service:measure', { name: device.name, cell })
    if (!isRefusal(measured)) terminal.say(measuredWords(measured, cell, language))
    return measured
  }

  const height = async (): Promise<CalibrationWork | Refusal> => {
    const tapeMm = await number(words.height.tape, FIELDS.tapeMm)
    const empty = await measure(words.height.empty, null)
    if (isRefusal(empty)) return empty
    const rodMm = await number(words.height.rod, FIELDS.rodMm)
    const under = await measure(words.height.underRod, null)
    return isRefusal(under) ? under : { device: 'height', tapeMm, emptyMm: empty.median, rodMm, underRodMm: under.median }
  }
  const machine = async (): Promise<CalibrationWork | Refusal> => {
    const rodMm = await number(words.height.machineRod, FIELDS.rodMm)
    const rod = await measure(words.height.machine, null)
    return isRefusal(rod) ? rod : { device: 'height-machine', rodMm, saidMm: rod.median }
  }
  const force = async (): Promise<CalibrationWork | Refusal> => {
    const { cells: there = [] } = device
    if (there.length === 0) return refuse('device-missing', { device: 'force' })
    const answer = await terminal.ask(`${fill(words.force.which, { cells: there.join(', ') })} `)
    const wanted = there.filter((cell) => answer.split(/[\s,，]+/).includes(cell))
    const cells: Extract<CalibrationWork, { device: 'force' }>['cells'] = []
    for (const cell of wanted) {
      const named = { cell: text[language].terms.cells[cell] }
      const empty = await measure(fill(words.force.empty, named), cell)
      if (isRefusal(empty)) return empty
      const kilograms = await number(fill(words.force.load, named), FIELDS.loadKg)
      const loaded = await measure(fill(words.force.loaded, named), cell)
      if (isRefusal(loaded)) return loaded
      cells.push({ cell, emptyMn: empty.median, loadMn: mnOfKg(kilograms), loadedMn: loaded.median })
    }
    return { device: 'force', cells }
  }
  const screen = async (): Promise<CalibrationWork> => {
    const pitchMm: [number, number] = [
      await number(words.screen.pitch, FIELDS.pitchMm),
      await number(words.screen.pitchAgain, FIELDS.pitchMm),
    ]
    const pathMm: [number, number] = [await number(words.screen.path, FIELDS.pathMm), await number(words.screen.pathAgain, FIELDS.pathMm)]
    const mirrors = await number(words.screen.mirrors, FIELDS.mirrors)
    const luminance = await typed(words.screen.luminance, FIELDS.luminance)
    const veil = await typed(words.screen.veil, FIELDS.veil)
    const cameraMm = await typed(words.screen.camera, FIELDS.cameraMm)
    const light = { ...(luminance === null ? {} : { luminance }), ...(veil === null ? {} : { veil }) }
    return { device: 'screen', pitchMm, pathMm, mirrors, ...(cameraMm === null ? {} : { cameraMm }), ...light }
  }
  /** One of these, as it is written; null: nothing was typed, where that may be. */
  const named = async <T extends string>(question: string, names: readonly T[], optional: boolean): Promise<T | null> => {
    for (;;) {
      const answer = (await terminal.ask(`${question} `)).trim()
      const known = names.find((one) => one === answer)
      if (known) return known
      if (optional && answer === '') return null
    }
  }
  const levels = async (ear: 'left' | 'right') => {
    const of: Record<string, number> = {}
    for (const pitch of PITCHES)
      of[pitch] = await number(fill(words.speakers.level, { ear: words.speakers.ears[ear], pitch }), FIELDS.fullScaleDb)
    return of
  }
  const speakers = async (): Promise<unknown> => {
    const transducer = await named(words.speakers.transducer, TRANSDUCERS, false)
    const fullScaleDb = { left: await levels('left'), right: await levels('right') }
    const beside = transducer === 'loudspeakers' ? await named(words.speakers.besideTyped, HEADPHONES, true) : null
    const headphones = beside && { transducer: beside, fullScaleDb: { left: await levels('left'), right: await levels('right') } }
    const microphoneDb = await typed(words.speakers.microphone, FIELDS.microphoneDb)
    return { device: 'speakers', transducer, fullScaleDb, microphoneDb, ...(headphones ? { headphones } : {}) }
  }
  const colours = async (): Promise<CalibrationWork | Refusal> => {
    const readings = colorimeterFile(await file((await terminal.ask(`${words.colours.fileName} `)).trim()))
    return isRefusal(readings) ? readings : { device: 'screen-colours', readings }
  }
  /** What was typed may be no record at all. */
  const recorded = (value: unknown): CalibrationWork | Refusal => {
    if (!Value.Check(CalibrationValue, value)) return refuse('malformed', { message: 'calibrate', where: '/' })
    for (const fields of value.device === 'speakers' ? weakIn(value) : [])
      terminal.say(foundWords({ found: 'too-weak', fields, trouble: null }, language))
    return { device: 'record', value }
  }

  const work = async (): Promise<CalibrationWork | Refusal> => {
    if (device.kind === 'height') return device.machine ? machine() : height()
    if (device.kind === 'force') return force()
    if (device.kind === 'screen-colours') return colours()
    return device.kind === 'screen' ? screen() : recorded(await speakers())
  }
  const done = await work()
  return isRefusal(done) ? done : reached.ask('service:calibrate', done)
}
