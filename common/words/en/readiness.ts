import type { Texts } from '../texts.ts'
import type { readiness as zh } from '../zh/readiness.ts'

export const readiness = {
  open: 'Self-test',
  title: 'Self-test before the shift',
  help: 'It takes less than a minute: look at your picture, say something, listen to a tone, test the echo. All else is checked by itself. Close it whenever you like; drivers can be claimed all the time.',
  close: 'Close',
  today: { good: 'Tested today', bad: 'Self-test found a problem', none: 'Not tested today' },
  names: {
    camera: 'Camera',
    microphone: 'Microphone',
    loudspeaker: 'Loudspeaker',
    echo: 'Echo',
    paths: 'Ways for picture and voice',
    clock: 'This computer’s clock',
    signing: 'Ready to sign',
  },
  states: { good: 'Good', warn: 'Note', bad: 'Problem', waiting: 'To do' },
  says: {
    cameraGood: 'The picture moves: drivers can see you.',
    cameraWaits: 'Opening …',
    microphoneGood: 'You can be heard.',
    microphoneWaits: 'Please say something.',
    loudspeakerGood: 'You heard the tone.',
    loudspeakerBad: 'Not heard: turn it up, or choose another loudspeaker and try again.',
    loudspeakerWaits: 'Play the tone. Do you hear it?',
    echoWaits: 'Would the driver hear their own voice come back? Don’t speak while it is tested.',
    pathsWait: 'Trying each way …',
    pathsGood: 'Straight through, {ms} ms.',
    pathsDetour:
      'Only by a detour ({path}, {ms} ms): calls work, pictures may come late. Ask the network’s administrator to let UDP through.',
    pathsNone:
      'None leads through: you can claim drivers, but without picture and voice. Ask the network’s administrator to check the firewall.',
    pathsUnknown: 'The server’s media service doesn’t answer: no way could be tried.',
    clockGood: 'Within {seconds} s of the server’s.',
    clockOff: '{seconds} s off the server’s: set this computer’s clock, or waiting times are shown wrong.',
    clockUnknown: 'The server’s time could not be had.',
    signingGood: 'Signature and passkey are there.',
    signature: 'No handwritten signature yet: add it under “My signature”.',
    passkey: 'No passkey yet: add it under “My signature”.',
    browser: 'This browser has no passkeys: use a recent Chrome, Edge or Firefox.',
  },
  play: 'Play the tone',
  heard: 'I hear it',
  testEcho: 'Test the echo',
  notHeard: 'I don’t hear it',
  level: 'Microphone level',
} satisfies Texts<typeof zh>
