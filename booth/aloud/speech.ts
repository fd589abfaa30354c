import { levelOf } from '#kit/noise.ts'

/** Somebody speaks while a track is louder than this, dB of a full-scale sine. Calls have their level set by the browser: speech lies at -30 to -15, a room at -60. */
const SPEECH_DB = -42
/** How often it is looked at, and for how long it is quiet before somebody has finished, ms: pauses within a sentence are shorter. */
const LOOK_MS = 100
const FINISHED_MS = 1200

/** Tells when somebody begins to speak on a track, and when they have finished, until the signal is aborted. */
export const hearSpeech = (track: MediaStreamTrack, signal: AbortSignal, tell: (speaks: boolean) => void): void => {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 4096 })
  const samples = new Float32Array(analyser.fftSize)
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser)
  let quiet = Number.POSITIVE_INFINITY
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const before = quiet
    quiet = (levelOf(samples) ?? Number.NEGATIVE_INFINITY) > SPEECH_DB ? 0 : quiet + LOOK_MS
    if (quiet === 0 && before >= FINISHED_MS) tell(true)
    if (before < FINISHED_MS && quiet >= FINISHED_MS) tell(false)
  }, LOOK_MS)
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(timer)
      void context.close()
    },
    { once: true },
  )
}
