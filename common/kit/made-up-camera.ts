import type { Tracks } from './seat.ts'

/** A camera and a microphone that are drawn and hummed: for a machine that has none. Made-up people only. */
export type MadeUp = { tracks: Tracks; stop: () => void }
type Source = { track: MediaStreamTrack | undefined; stop: () => void }

const SIZE = { width: 1280, height: 720 }
const FRAMES_A_SECOND = 25

type Pen = CanvasRenderingContext2D

const disc = (pen: Pen, x: number, y: number, rx: number, ry: number, colour: string) => {
  pen.fillStyle = colour
  pen.beginPath()
  pen.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI)
  pen.fill()
}

/** A drawn person around (0, 0), head about 200 units wide; `s` is seconds, so that they sway, blink and speak. */
const person = (pen: Pen, s: number) => {
  const sway = 8 * Math.sin(s * 0.9)
  pen.fillStyle = '#2f5d73'
  pen.beginPath()
  pen.roundRect(-190, 150, 380, 420, 110)
  pen.fill()
  pen.fillStyle = '#e3b48f'
  pen.fillRect(-38 + sway / 2, 90, 76, 90)
  disc(pen, sway, -30, 106, 116, '#2a211c')
  disc(pen, sway, 0, 98, 126, '#edc3a0')
  disc(pen, sway, -92, 96, 46, '#2a211c')
  const open = s % 4 < 0.15 ? 2 : 9
  for (const side of [-1, 1]) {
    disc(pen, sway + side * 38, -12, 15, open, '#ffffff')
    disc(pen, sway + side * 38, -12, 7, Math.min(open, 7), '#2a211c')
    disc(pen, sway + side * 38, -36, 20, 4, '#2a211c')
  }
  disc(pen, sway, 24, 9, 14, '#d9a985')
  disc(pen, sway, 66, 28, 6 + 5 * Math.abs(Math.sin(s * 3)), '#a3483f')
}

const draw = (pen: Pen, s: number, whole: boolean) => {
  const { width, height } = SIZE
  pen.fillStyle = '#e9eef0'
  pen.fillRect(0, 0, width, height)
  if (whole) {
    pen.fillStyle = '#c9d3d8'
    pen.fillRect(0, height - 110, width, 110)
  }
  pen.save()
  pen.translate(width / 2, whole ? 210 : 300)
  pen.scale(whole ? 0.5 : 1.25, whole ? 0.5 : 1.25)
  if (whole) {
    pen.fillStyle = '#26343d'
    for (const x of [-100, 20]) pen.fillRect(x, 500, 80, 360)
  }
  person(pen, s)
  pen.restore()
  pen.fillStyle = '#0f222c'
  pen.font = '600 34px sans-serif'
  pen.fillText(new Date().toTimeString().slice(0, 8), 36, 60)
  disc(pen, width - 60 + 20 * Math.cos(s * 3), 60 + 20 * Math.sin(s * 3), 9, 9, '#0b4257')
}

const film = (whole: boolean): Source => {
  const canvas = Object.assign(document.createElement('canvas'), SIZE)
  const pen = canvas.getContext('2d')
  const began = performance.now()
  const paint = () => {
    if (pen) draw(pen, (performance.now() - began) / 1000, whole)
  }
  paint()
  const [track] = canvas.captureStream(FRAMES_A_SECOND).getVideoTracks()
  const timer = setInterval(paint, 1000 / FRAMES_A_SECOND)
  return {
    track,
    stop: () => {
      clearInterval(timer)
      track?.stop()
    },
  }
}

/** A tone that swells and fades, quiet enough to talk over. */
const hum = (): Source => {
  const audio = new AudioContext()
  const out = audio.createMediaStreamDestination()
  const tone = new OscillatorNode(audio, { frequency: 330 })
  const swell = new OscillatorNode(audio, { frequency: 0.5 })
  const gain = new GainNode(audio, { gain: 0.02 })
  swell.connect(new GainNode(audio, { gain: 0.015 })).connect(gain.gain)
  tone.connect(gain).connect(out)
  tone.start()
  swell.start()
  return {
    track: out.stream.getAudioTracks()[0],
    stop: () => {
      out.stream.getTracks().forEach((track) => track.stop())
      void audio.close()
    },
  }
}

/** A made-up camera (a face), overview camera (the whole person) and microphone. */
export const makeUp = (sources: readonly (keyof Tracks)[]): MadeUp => {
  const made = sources.map((source) => ({ source, ...(source === 'microphone' ? hum() : film(source === 'overview')) }))
  return {
    tracks: Object.fromEntries(made.flatMap(({ source, track }) => (track ? [[source, track]] : []))),
    stop: () => made.forEach(({ stop }) => stop()),
  }
}
