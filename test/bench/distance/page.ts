import { openLooker } from '../../../booth/eyes/looker.ts'
import { watchEyes } from '../../../booth/eyes/watch-eyes.ts'
import { chance } from '../validity/chance.ts'
import { drawnSeries } from './drawn.ts'
import { photographedSeries } from './photographed.ts'
import { type Found, show } from './series.ts'

/** Trials of a series. */
const TRIALS = { drawn: 8, photographed: 8 }

/** What the model finds in all pictures of drawn and of photographed faces. */
const look = async (said: (line: string) => void): Promise<Found[]> => {
  const random = chance(7)
  const looker = await openLooker(new AbortController().signal)
  const all = [...(await photographedSeries(random)), ...drawnSeries(random)]
  const found: Found[] = []
  for (const [number, series] of all.entries()) {
    found.push(...(await show(series, number, TRIALS[series.faces], looker, random)))
    said(`${number + 1} of ${all.length}: ${series.faces}, ${series.cover}`)
  }
  looker.close()
  return found
}

/** One picture of a face, as the camera gives it. */
const onePicture = async (): Promise<OffscreenCanvas> => {
  const [series] = await photographedSeries(chance(9))
  if (!series) throw new Error('no photograph')
  return series.picture(false, 0, { scale: 1, tiltDeg: 0, moved: [0, 0], blurPx: 0, light: 1, noise: 3 })
}

/** Shows the model so many pictures, one after the other, and says how long the middle one took, ms. */
const lookAt = async (pictures: number): Promise<number> => {
  const picture = await onePicture()
  const looker = await openLooker(new AbortController().signal)
  const took: number[] = []
  for (let count = 0; count < pictures; count += 1) {
    const from = performance.now()
    await looker.look(await createImageBitmap(picture))
    took.push(performance.now() - from)
  }
  looker.close()
  return took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? Number.NaN
}

/** A camera of 25 pictures a second that sees a face. */
const film = async (): Promise<{ video: HTMLVideoElement; stop: () => void }> => {
  const picture = await onePicture()
  const screen = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
  const pen = screen.getContext('2d')
  const video = Object.assign(document.createElement('video'), { muted: true, srcObject: screen.captureStream(25) })
  let drawn = 0
  const timer = setInterval(() => pen?.drawImage(picture, drawn++ % 4, 0), 40)
  await video.play()
  return { video, stop: () => clearInterval(timer) }
}

/** Watches a camera as the booth's page does: pictures a second, and how long the page stood still at most meanwhile, ms. */
const watchFor = async (pictures: number): Promise<{ watched_per_s: number; page_stood_ms: number }> => {
  const { video, stop } = await film()
  const over = new AbortController()
  const times: number[] = []
  const beats: number[] = []
  const pulse = setInterval(() => times.length > 1 && beats.push(performance.now()), 20)
  await watchEyes(video, over.signal, ({ at }) => times.push(at) > pictures && over.abort())
  clearInterval(pulse)
  stop()
  const [, first = 0] = times
  return {
    watched_per_s: (1000 * (times.length - 2)) / ((times.at(-1) ?? 0) - first),
    page_stood_ms: Math.max(...beats.slice(1).map((beat, at) => beat - (beats[at] ?? beat))),
  }
}

Object.assign(window, { look: () => look((line) => console.log(line)), lookAt, watchFor })
