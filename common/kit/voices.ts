import { levelOf, openMicrophone, voiceBand } from './noise.ts'

/** How often it is listened, ms, and by how many samples: 43 ms at 48 kHz, shorter than a syllable. */
const LOOK_MS = 50
const WINDOW = 2048
/** A voice is so much louder than the room, dB; the room is the quietest tenth of so many looks: 20 s. */
const ABOVE_DB = 12
const ROOM = { looks: 400, share: 0.1, least: 20 } as const
/** A voice falls by so much within so many looks, a second: syllables do, a fan or a tone doesn't. */
const SYLLABLES = { dB: 6, looks: 20 } as const
/** What is this close together is one voice, looks: the stop within a word. */
const BRIDGE = 4

/**
 * Hears voices in levels of their band that come every 50 ms, dB, and gives how long the one that sounds now has lasted until it fell the last time, ms;
 * 0: none does. The rule: 12 dB above the quietest tenth of the last 20 seconds, falling by 6 dB at least once a second, and going on with
 * pauses under 0.2 s. It knows neither words nor speakers, and nothing is kept but the levels. Silence (null) is the floor of what can be heard.
 */
export const hearVoices = (): ((level: number | null) => number) => {
  let room: number[] = []
  /** Looks of what sounds now, with its short pauses; of the pause; and since it fell. */
  let [run, pause, flat] = [0, 0, 0]
  let lasted = 0
  let steady = false
  let newest: number[] = []
  return (level) => {
    const now = level ?? QUIETEST_DB
    room = [...room, now].slice(-ROOM.looks)
    if (room.length < ROOM.least) return 0
    const sorted = room.toSorted((a, b) => a - b)
    const loud = now > (sorted[Math.floor(ROOM.share * (sorted.length - 1))] ?? 0) + ABOVE_DB
    if (loud) {
      run += pause + 1
      pause = 0
    } else if (run > 0) pause += 1
    if (pause >= BRIDGE) {
      run = pause = lasted = flat = 0
      newest = []
      steady = false
    }
    if (run === 0) return 0
    newest = [...newest, now].slice(-SYLLABLES.looks)
    flat = now <= Math.max(...newest) - SYLLABLES.dB ? 0 : flat + 1
    // What has sounded for a second without falling is none, however it ends.
    if (flat > SYLLABLES.looks) steady = true
    if (flat === 0) lasted = run
    return steady ? 0 : lasted * LOOK_MS
  }
}

/** No microphone hears less, dB of full scale. */
const QUIETEST_DB = -100

/**
 * Listens for voices in the room until the signal is aborted, and tells each 50 ms how long the one that sounds has lasted, ms. What the
 * page itself plays, the doctor's voice too, is taken out by the browser's echo canceller. Nothing is recorded. Without a
 * microphone nothing is told.
 */
export const listenForVoices = async (context: AudioContext, signal: AbortSignal, told: (ms: number) => void): Promise<void> => {
  const microphone = await openMicrophone({ echoCancellation: true })
  if (!microphone) return
  const source = context.createMediaStreamSource(microphone)
  const analyser = new AnalyserNode(context, { fftSize: WINDOW })
  voiceBand(context, source).connect(analyser)
  const samples = new Float32Array(WINDOW)
  const hear = hearVoices()
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    told(hear(levelOf(samples)))
  }, LOOK_MS)
  const stop = () => {
    clearInterval(timer)
    source.disconnect()
    for (const track of microphone.getTracks()) track.stop()
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
}
