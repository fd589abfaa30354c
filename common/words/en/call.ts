import type { Texts } from '../texts.ts'
import type { call as zh } from '../zh/call.ts'

export const call = {
  states: {
    joining: 'Connecting picture and voice…',
    live: 'Picture and voice are connected',
    failed: 'Picture and voice are not connected; trying again by itself. The check goes on without them.',
    closed: 'Picture and voice have ended',
  },
  held: 'Ready. No picture or voice is sent before a doctor takes over',
  theyHold: 'The other side is not sending picture or voice yet',
  noPicture: 'Waiting for the picture…',
  mine: 'My picture',
  booth: 'Driver',
  overview: 'Overview',
  doctor: 'Doctor',
  sources: { camera: 'camera', overview: 'overview camera', microphone: 'microphone' },
  captures: {
    none: 'No {source} was found. Check that it is plugged in, then open this page again.',
    denied: 'The browser may not use the {source}. Allow it in the site settings left of the address, then reload this page.',
    busy: 'Another program is using the {source}. Close that program, then reload this page.',
    insecure:
      'This page was not opened over a secure connection, so the browser does not allow the {source}. Open it by its https address.',
  },
  madeUp: 'Simulated camera and microphone',
  reads: {
    doctor: {
      stuck: {
        unknown: 'The picture has stopped; finding out whose line it is …',
        mine: 'The picture has stopped: your own line is broken and is being made again. Check this computer’s network.',
        theirs: 'The picture has stopped: the booth’s line is broken and is being made again.',
        camera: 'The booth’s line is well, but its camera sends no picture. Have the staff there look at the camera.',
        absent: 'The booth is not connected to picture and voice yet; waiting.',
      },
      noWay:
        'There is no way for picture and voice now; the check goes on. Readings reach you as ever, and it is tried again by itself. For what you must watch, have the staff check the network, or release the driver.',
      taken: 'Picture and voice were taken over in another window of yours.',
      takeBack: 'Take it back here',
      they: {
        camera: {
          off: 'The booth has switched its camera off.',
          none: 'The booth has no camera: you can’t see the driver.',
          other: 'The booth has taken another camera.',
        },
        overview: {
          off: 'The booth has switched its overview camera off.',
          none: '',
          other: 'The booth has taken another overview camera.',
        },
        microphone: {
          off: 'The booth has switched its microphone off.',
          none: 'The booth has no microphone: you can’t hear the driver.',
          other: 'The booth has taken another microphone.',
        },
        sound: {
          off: '',
          none: 'The booth has no headphones or loudspeakers: the driver can’t hear you.',
          other: 'The booth’s headphones or loudspeakers have changed. Make sure of them before hearing is tested.',
        },
      },
      mine: {
        camera: {
          off: 'You have switched your camera off: the driver can’t see you.',
          none: 'No camera here: the driver can’t see you.',
          other: 'Your camera went away; another has been taken.',
        },
        overview: { off: '', none: '', other: '' },
        microphone: {
          off: 'You are muted: the driver can’t hear you.',
          none: 'No microphone here: the driver can’t hear you.',
          other: 'Your microphone went away; another has been taken.',
        },
        sound: {
          off: '',
          none: 'No headphones or loudspeakers here: you can’t hear the driver.',
          other: 'Your headphones or loudspeakers have changed; sound comes from another device.',
        },
      },
    },
    booth: {
      stuck: {
        unknown: 'The doctor’s picture has stopped; finding out why …',
        mine: 'The doctor’s picture has stopped: this booth’s line is broken and is being made again. The check goes on.',
        theirs: 'The doctor’s picture has stopped: the doctor’s line is broken and is being made again. The check goes on.',
        camera: 'The doctor’s camera sends no picture. The check goes on.',
        absent: 'The doctor is not connected to picture and voice yet. The check goes on.',
      },
      noWay:
        'There is no way for picture and voice now; the check goes on. The doctor sees your results: please follow the screen, and call the staff if you need help.',
      taken: 'Picture and voice were taken over in another window.',
      takeBack: 'Take it back here',
      they: {
        camera: {
          off: 'The doctor has switched the camera off.',
          none: 'The doctor has no camera: you can’t see the doctor.',
          other: 'The doctor has taken another camera.',
        },
        overview: { off: '', none: '', other: '' },
        microphone: {
          off: 'The doctor is muted: you can’t hear the doctor now.',
          none: 'The doctor has no microphone: you can’t hear the doctor.',
          other: 'The doctor has taken another microphone.',
        },
        sound: {
          off: '',
          none: 'The doctor has no headphones or loudspeakers and can’t hear you.',
          other: 'The doctor’s headphones or loudspeakers have changed.',
        },
      },
      mine: {
        camera: {
          off: '',
          none: 'This booth’s camera went away: the doctor can’t see you. Please call the staff.',
          other: 'This booth’s camera went away; another has been taken.',
        },
        overview: { off: '', none: '', other: 'This booth’s overview camera went away; another has been taken.' },
        microphone: {
          off: '',
          none: 'This booth’s microphone went away: the doctor can’t hear you. Please call the staff.',
          other: 'This booth’s microphone went away; another has been taken.',
        },
        sound: {
          off: '',
          none: 'This booth’s headphones or loudspeakers went away: you can’t hear the doctor. Please call the staff.',
          other: 'This booth’s headphones or loudspeakers have changed.',
        },
      },
    },
  },
} satisfies Texts<typeof zh>
