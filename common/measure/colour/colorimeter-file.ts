import type { ColourReadings, Steps } from '#protocol/procedures/screen-colours.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { inverse, times } from './matrix.ts'
import type { Xyz } from './screen.ts'

/**
 * What a colorimeter's program wrote of a screen: a measurement (`.ti3`, a text file of ISO 28178 as ArgyllCMS and DisplayCAL write it) or an
 * ICC profile made of three primaries and their curves (ICC.1, version 2 or 4). Refusal: `colour-file-unread`, for another kind of file, or one in
 * which something is missing.
 */
export const colorimeterFile = (bytes: Uint8Array): ColourReadings | Refusal => {
  const read = signatureAt(bytes, 36) === 'acsp' ? profile(bytes) : measurement(new TextDecoder().decode(bytes))
  return read ?? refuse('colour-file-unread')
}

type Full = { white: Xyz; red: Xyz; green: Xyz; blue: Xyz; black: Xyz }

/** The largest luminances that a record takes are cut off by its schema; here only what isn't a light is. */
const readingsOf = ({ white, red, green, blue, black }: Full, steps: [Steps, Steps, Steps]): ColourReadings | null => {
  const lights = [white, red, green, blue]
  if (!lights.every(([X, Y, Z]) => Y > 0 && X >= 0 && Z >= 0)) return null
  const place = ([X, Y, Z]: Xyz): [x: number, y: number] => [rounded(X / (X + Y + Z)), rounded(Y / (X + Y + Z))]
  const luminance = { white: white[1], red: red[1], green: green[1], blue: blue[1], black: Math.max(0, black[1]) }
  return { white: place(white), red: place(red), green: place(green), blue: place(blue), luminance, steps }
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

// ---------------------------------------------------------------- a measurement in text

type Patch = { drive: readonly [red: number, green: number, blue: number]; light: Xyz }

const measurement = (text: string): ColourReadings | null => {
  const patches = patchesOf(text)
  const scale = scaleOf(text)
  const of = (red: number, green: number, blue: number): Xyz | null => {
    const same = patches.filter(({ drive }) => drive[0] === red && drive[1] === green && drive[2] === blue)
    if (same.length === 0) return null
    const mean = (at: 0 | 1 | 2) => (scale * same.reduce((sum, { light }) => sum + light[at], 0)) / same.length
    return [mean(0), mean(1), mean(2)]
  }
  const [white, red, green, blue, black] = [of(100, 100, 100), of(100, 0, 0), of(0, 100, 0), of(0, 0, 100), of(0, 0, 0)]
  if (!white || !red || !green || !blue || !black || scale <= 0) return null
  const rampOf = (channel: 0 | 1 | 2): Steps => {
    const alone = patches.filter(({ drive }) => drive[channel] > 0 && drive.every((value, other) => other === channel || value === 0))
    const ramp = alone.length > 1 ? alone : patches.filter(({ drive: [r, g, b] }) => r > 0 && r === g && g === b)
    return ramp.map(({ drive, light }) => ({
      byte: Math.round(255 * drive[channel]) / 100,
      light: Math.max(0, scale * light[1] - black[1]),
    }))
  }
  const steps = [rampOf(0), rampOf(1), rampOf(2)].map(fullIsOne)
  const [r, g, b] = steps
  if (!r || !g || !b || steps.some((ramp) => ramp.length < 2)) return null
  return readingsOf({ white, red, green, blue, black }, [r, g, b])
}

/** The light of each step beside that of the full channel; so many as a record takes. */
const fullIsOne = (ramp: Steps): Steps => {
  const full = Math.max(0, ...ramp.filter(({ byte }) => byte === 255).map(({ light }) => light))
  if (full === 0) return []
  return ramp.slice(-256).map(({ byte, light }) => ({ byte, light: light / full }))
}

/** By what the values are multiplied to be cd/m²: most programs write them so that white has 100. */
const scaleOf = (text: string): number => {
  const said = /^NORMALIZED_TO_Y_100\s+"?(\w+)/m.exec(text)?.[1]
  if (said === undefined || said === 'NO') return 1
  const [, Y] = /^LUMINANCE_XYZ_CDM2\s+"\s*\S+\s+(\S+)/m.exec(text) ?? []
  return Number(Y ?? Number.NaN) / 100 || 0
}

const patchesOf = (text: string): Patch[] => {
  const names = /^BEGIN_DATA_FORMAT\s+([\s\S]*?)\s+END_DATA_FORMAT/m.exec(text)?.[1]?.split(/\s+/) ?? []
  const rows = /^BEGIN_DATA\s+([\s\S]*?)\s*^END_DATA\s*$/m.exec(text)?.[1]?.split(/\r?\n/) ?? []
  const places = ['RGB_R', 'RGB_G', 'RGB_B', 'XYZ_X', 'XYZ_Y', 'XYZ_Z'].map((name) => names.indexOf(name))
  if (places.includes(-1)) return []
  return rows.flatMap((row) => {
    const values = row.trim().split(/\s+/)
    const [r = Number.NaN, g = Number.NaN, b = Number.NaN, X = Number.NaN, Y = Number.NaN, Z = Number.NaN] = places.map((at) =>
      Number(values[at]),
    )
    return [r, g, b, X, Y, Z].every(Number.isFinite) ? [{ drive: [r, g, b], light: [X, Y, Z] }] : []
  })
}

// ---------------------------------------------------------------- a profile

/** The white that a profile's colours are written beside: D50. */
const PCS_WHITE: Xyz = [0.9642, 1, 0.8249]

const signatureAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.slice(at, at + 4))

type Tags = ReadonlyMap<string, DataView>

const profile = (bytes: Uint8Array): ColourReadings | null => {
  const tags = tagsOf(bytes)
  const [white, r, g, b, lumi] = ['wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'lumi'].map((name) => xyzIn(tags.get(name)))
  const steps = ['rTRC', 'gTRC', 'bTRC'].map((name) => curveIn(tags.get(name)))
  const [red, green, blue] = steps
  if (!white || !r || !g || !b || !lumi || !red || !green || !blue) return null
  const shown = seenAs(tags, white)
  const all = [r, g, b].map(shown)
  const sum = all.reduce((total, [, Y]) => total + Y, 0)
  const scale = lumi[1] / sum
  const [fullRed, fullGreen, fullBlue] = all.map(([X, Y, Z]): Xyz => [X * scale, Y * scale, Z * scale])
  if (!fullRed || !fullGreen || !fullBlue || !(scale > 0)) return null
  const mixed: Xyz = [
    fullRed[0] + fullGreen[0] + fullBlue[0],
    fullRed[1] + fullGreen[1] + fullBlue[1],
    fullRed[2] + fullGreen[2] + fullBlue[2],
  ]
  return readingsOf({ white: mixed, red: fullRed, green: fullGreen, blue: fullBlue, black: [0, 0, 0] }, [red, green, blue])
}

const tagsOf = (bytes: Uint8Array): Tags => {
  const all = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes.length < 132 ? 0 : Math.min(100, all.getUint32(128))
  const tags = new Map<string, DataView>()
  for (let n = 0; n < count && 144 + 12 * n <= bytes.length; n += 1) {
    const [offset, size] = [all.getUint32(136 + 12 * n), all.getUint32(140 + 12 * n)]
    if (offset + size <= bytes.length)
      tags.set(signatureAt(bytes, 132 + 12 * n), new DataView(bytes.buffer, bytes.byteOffset + offset, size))
  }
  return tags
}

const typeOf = (tag: DataView): string => (tag.byteLength < 12 ? '' : String.fromCharCode(...[0, 1, 2, 3].map((at) => tag.getUint8(at))))
const fixed = (tag: DataView, at: number): number => tag.getInt32(at) / 65_536

const xyzIn = (tag: DataView | undefined): Xyz | null =>
  tag && typeOf(tag) === 'XYZ ' && tag.byteLength >= 20 ? [fixed(tag, 8), fixed(tag, 12), fixed(tag, 16)] : null

const BRADFORD = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
] as const

/**
 * A profile writes its primaries as if the screen's white were D50. Gives them as the screen shows them: by the `chad` tag, where there is one, else by
 * Bradford's adaptation from the white that `wtpt` tells.
 */
const seenAs = (tags: Tags, white: Xyz): ((written: Xyz) => Xyz) => {
  const chad = tags.get('chad')
  if (chad && typeOf(chad) === 'sf32' && chad.byteLength >= 44) {
    const at = (n: number) => fixed(chad, 8 + 4 * n)
    const back = inverse([
      [at(0), at(1), at(2)],
      [at(3), at(4), at(5)],
      [at(6), at(7), at(8)],
    ])
    return (written) => times(back, written)
  }
  const [from, to] = [times(BRADFORD, PCS_WHITE), times(BRADFORD, white)]
  const back = inverse(BRADFORD)
  return (written) => {
    const [a, b, c] = times(BRADFORD, written)
    return times(back, [(a * to[0]) / from[0], (b * to[1]) / from[1], (c * to[2]) / from[2]])
  }
}

/** The bytes at which a curve is looked at. */
const LOOKED_AT = Array.from({ length: 16 }, (_, n) => 16 * (n + 1) - 1)

/** A tone curve: a table, a power, or one of the formulae of ICC.1:2010 10.16. */
const curveIn = (tag: DataView | undefined): Steps | null => {
  if (!tag) return null
  const curve = typeOf(tag) === 'curv' ? tableIn(tag) : typeOf(tag) === 'para' ? formulaIn(tag) : null
  return curve && LOOKED_AT.map((byte) => ({ byte, light: Math.min(1, Math.max(0, curve(byte / 255))) }))
}

const tableIn = (tag: DataView): ((v: number) => number) | null => {
  const count = tag.getUint32(8)
  if (count === 0) return (v) => v
  if (12 + 2 * count > tag.byteLength) return null
  if (count === 1) return (v) => v ** (tag.getUint16(12) / 256)
  return (v) => {
    const at = Math.min(count - 2, Math.floor(v * (count - 1)))
    const [low, high] = [tag.getUint16(12 + 2 * at), tag.getUint16(14 + 2 * at)]
    return (low + (high - low) * (v * (count - 1) - at)) / 65_535
  }
}

const formulaIn = (tag: DataView): ((v: number) => number) | null => {
  const kind = tag.getUint16(8)
  const count = [1, 3, 4, 5, 7][kind]
  if (count === undefined || 12 + 4 * count > tag.byteLength) return null
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: count }, (_, n) => fixed(tag, 12 + 4 * n))
  if (kind === 0) return (v) => v ** g
  if (kind === 1) return (v) => (v >= -b / a ? (a * v + b) ** g : 0)
  if (kind === 2) return (v) => (v >= -b / a ? (a * v + b) ** g + c : c)
  return (v) => (v >= d ? (a * v + b) ** g + e : c * v + f)
}
