import type { Texts } from '../texts.ts'
import type { echo as zh } from '../zh/echo.ts'

export const echo = {
  name: 'Echo',
  others: { booth: 'the doctor', console: 'the driver' },
  listening: 'Testing the echo: a rushing noise sounds for about ten seconds; please keep quiet',
  remedy: {
    booth:
      'Move the microphone away from the loudspeakers, turn its back to them, or use another one, then test again. Leave the volume as it is: hearing is calibrated with it.',
    console: 'Turn the loudspeaker down, move the microphone away from it, or use headphones, then test again.',
  },
  says: {
    cancelled: 'The echo is taken out: what {who} says goes back at least {lossDb} dB weaker, too weak to be heard.',
    faint: 'Some echo is left: what {who} says goes back only {lossDb} dB weaker, so they hear themselves faintly. {remedy}',
    heard:
      'The echo isn’t taken out: what {who} says goes back only {lossDb} dB weaker, so they hear themselves all the time and can hardly talk. {remedy}',
    unheard:
      'The microphone doesn’t hear the loudspeaker. With headphones that is right. Otherwise one of them is off, turned down or not the one in use, and calls have no sound. Check loudspeaker and microphone, then test again.',
    'too-loud':
      'It is too loud here to tell whether {who} would hear an echo. Close the door, switch off what makes noise, then test again.',
    silent:
      'The microphone gives no signal at all, so {who} would hear nothing: it may be off or muted. Switch it on, check its volume in the system’s settings, then test again.',
  },
} satisfies Texts<typeof zh>
