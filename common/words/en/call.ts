import type { Texts } from '../texts.ts'
import type { call as zh } from '../zh/call.ts'

export const call = {
  states: {
    joining: 'Connecting picture and voice…',
    live: 'Picture and voice are connected',
    failed: 'Picture and voice are not connected; trying again automatically. The check goes on without them.',
    closed: 'Picture and voice have ended',
  },
  held: 'Ready. No picture or voice is sent until a doctor joins',
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
  line: {
    grades: { good: 'good', fair: 'fair', poor: 'poor', bad: 'very poor' },
    says: '{whose} {grade} ({score} of 5): {ms} ms there and back, lost {lostIn}% coming, {lostOut}% going',
    brief: '{whose} {grade}: {score} of 5, {ms} ms',
    whose: {
      doctor: { mine: 'Your line is', they: 'The booth’s line is' },
      booth: { mine: 'This booth’s line is', they: 'The doctor’s line is' },
    },
  },
  reads: {
    doctor: {
      stuck: {
        unknown: 'The picture has stopped; finding out on which side …',
        mine: 'The picture has stopped: your own connection is down and is being restored. Check this computer’s network.',
        theirs: 'The picture has stopped: the booth’s connection is down and is being restored.',
        camera: 'The booth’s connection works, but its camera sends no picture. Ask the staff there to check the camera.',
        absent: 'The booth is not connected to picture and voice yet; waiting.',
      },
      noWay:
        'Picture and voice can’t be connected now; the check goes on. Results still reach you, and the connection is tried again. For tests that you must watch, ask the staff to check the network, or release the driver.',
      taken: 'Picture and voice were taken over in another window of yours.',
      takeBack: 'Continue here',
      line: {
        lossy: 'Packets are lost on the line and sent again; pictures become smaller by themselves, and the voice comes first.',
        late: 'Voices arrive late: let the other finish, and wait a moment.',
        smaller: {
          mine: {
            line: 'Your line is not fast enough: your picture is sent smaller, and the voice comes first.',
            machine: 'This computer is busy: your picture is sent smaller.',
          },
          they: {
            line: 'The booth’s line is not fast enough: its picture is sent smaller, and the voice comes first.',
            machine: 'The booth’s computer is busy: its picture is sent smaller.',
          },
        },
      },
      they: {
        camera: {
          off: 'The booth has switched its camera off.',
          none: 'The booth has no camera: you can’t see the driver.',
          other: 'The booth now uses another camera.',
        },
        overview: {
          off: 'The booth has switched its overview camera off.',
          none: '',
          other: 'The booth now uses another overview camera.',
        },
        microphone: {
          off: 'The booth has switched its microphone off.',
          none: 'The booth has no microphone: you can’t hear the driver.',
          other: 'The booth now uses another microphone.',
        },
        sound: {
          off: '',
          none: 'The booth has no headphones or loudspeakers: the driver can’t hear you.',
          other: 'The booth’s headphones or loudspeakers have changed. Check them before hearing is tested.',
        },
      },
      mine: {
        camera: {
          off: 'You have switched your camera off: the driver can’t see you.',
          none: 'No camera here: the driver can’t see you.',
          other: 'Your camera was disconnected; another one is now used.',
        },
        overview: { off: '', none: '', other: '' },
        microphone: {
          off: 'You are muted: the driver can’t hear you.',
          none: 'No microphone here: the driver can’t hear you.',
          other: 'Your microphone was disconnected; another one is now used.',
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
        mine: 'The doctor’s picture has stopped: this booth’s connection is down and is being restored. The check goes on.',
        theirs: 'The doctor’s picture has stopped: the doctor’s connection is down and is being restored. The check goes on.',
        camera: 'The doctor’s camera sends no picture. The check goes on.',
        absent: 'The doctor is not connected to picture and voice yet. The check goes on.',
      },
      noWay:
        'Picture and voice can’t be connected now; the check goes on. The doctor sees your results: please follow the screen, and call the staff if you need help.',
      taken: 'Picture and voice were taken over in another window.',
      takeBack: 'Continue here',
      line: {
        lossy: 'Packets are lost on the line and sent again; pictures become smaller by themselves, and the voice comes first.',
        late: 'Voices arrive late: let the other finish, and wait a moment.',
        smaller: {
          mine: {
            line: 'This booth’s line is not fast enough: your picture is sent smaller, and the voice comes first.',
            machine: 'This booth’s computer is busy: your picture is sent smaller.',
          },
          they: {
            line: 'The doctor’s line is not fast enough: the doctor’s picture is sent smaller, and the voice comes first.',
            machine: 'The doctor’s computer is busy: the doctor’s picture is sent smaller.',
          },
        },
      },
      they: {
        camera: {
          off: 'The doctor has switched the camera off.',
          none: 'The doctor has no camera: you can’t see the doctor.',
          other: 'The doctor now uses another camera.',
        },
        overview: { off: '', none: '', other: '' },
        microphone: {
          off: 'The doctor is muted: you can’t hear the doctor now.',
          none: 'The doctor has no microphone: you can’t hear the doctor.',
          other: 'The doctor now uses another microphone.',
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
          none: 'This booth’s camera was disconnected: the doctor can’t see you. Please call the staff.',
          other: 'This booth’s camera was disconnected; another one is now used.',
        },
        overview: { off: '', none: '', other: 'This booth’s overview camera was disconnected; another one is now used.' },
        microphone: {
          off: '',
          none: 'This booth’s microphone was disconnected: the doctor can’t hear you. Please call the staff.',
          other: 'This booth’s microphone was disconnected; another one is now used.',
        },
        sound: {
          off: '',
          none: 'This booth’s headphones or loudspeakers were disconnected: you can’t hear the doctor. Please call the staff.',
          other: 'This booth’s headphones or loudspeakers have changed.',
        },
      },
    },
  },
} satisfies Texts<typeof zh>
