import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codecs } from '../../devices/families/codecs.ts'
import type { Driver, Turn } from '../../devices/line/driver.ts'

/** Plays every transcript beside this file to its driver. The README says how they are written. */
const folder = import.meta.dirname
const transcripts = readdirSync(folder).filter((name) => name.endsWith('.txt'))

/** How a device's bytes come in: all at once, one by one, or in pieces of so many. */
const PIECES = { 'at once': Infinity, 'byte by byte': 1, 'in threes': 3, 'in sevens': 7 }

describe.each(transcripts)('%s', (name) => {
  const script = readFileSync(`${folder}/${name}`, 'utf8').split('\n')
  const driver = driverOf(name)
  it.each(Object.entries(PIECES))('means what it says when it comes in %s', (_, piece) => {
    const { said, dropped } = play(driver, script, piece)
    expect(said).toEqual(script.filter((line) => /^[>=!]/.test(line) && line !== '! dropped'))
    expect(dropped).toBe(script.filter((line) => line === '! dropped').length)
  })
})

function driverOf(name: string): Driver<unknown> {
  const driver = codecs[name.replace(/\.(good|broken)\.txt$/, '')]
  if (!driver) throw new Error(`No driver for ${name}`)
  return driver
}

function play(driver: Driver<unknown>, script: string[], piece: number) {
  const framer = driver.framer()
  const talk = driver.talk()
  const said: string[] = []
  let at = 0
  const note = ({ readings, fault, send }: Turn<unknown>) => {
    if (fault !== undefined) said.push(`! ${fault}`)
    for (const reading of readings ?? []) said.push(`= ${JSON.stringify(reading, countBytes)}`)
    if (send)
      said.push(
        `> ${Buffer.from(send)
          .toString('hex')
          .toUpperCase()
          .replace(/(..)(?=.)/g, '$1 ')}`,
      )
  }
  for (const line of script) {
    const rest = line.slice(2)
    if (line.startsWith('@')) note(talk.tick((at += Number(rest))))
    if (!line.startsWith('<')) continue
    const bytes = rest.startsWith('"') ? Buffer.from(JSON.parse(rest) as string) : Buffer.from(rest.replaceAll(' ', ''), 'hex')
    for (let from = 0; from < bytes.length; from += piece)
      for (const frame of framer.push(bytes.subarray(from, Math.min(bytes.length, from + piece)), at)) note(talk.hear(frame, at))
  }
  return { said, dropped: framer.dropped }
}

const countBytes = (_: string, value: unknown) => (value instanceof Uint8Array ? `${value.length} bytes` : value)
