import type { Pitch } from '#protocol/procedures/sound.ts'
import type { Side } from '#protocol/station.ts'

/** So far below full scale a tone is played for the meter, dB: at full scale it would hurt. */
export const BELOW_DB = 20

/** Plays a sine on one side. Returns how to stop. */
export const playTone = (ear: Side, pitch: Pitch): (() => void) => {
  const context = new AudioContext()
  const sine = new OscillatorNode(context, { frequency: pitch })
  const gain = new GainNode(context, { gain: 10 ** (-BELOW_DB / 20) })
  const merger = new ChannelMergerNode(context, { numberOfInputs: 2 })
  sine.connect(gain).connect(merger, 0, ear === 'left' ? 0 : 1)
  merger.connect(context.destination)
  sine.start()
  return () => void context.close()
}
