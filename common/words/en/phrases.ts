import type { Phrase } from '#protocol/saying.ts'

/** What a doctor says often, to the driver. */
export const phrases: Readonly<Record<Phrase, string>> = {
  wait: 'Please wait a moment.',
  hello: 'Hello, I am the doctor. Can you hear me?',
  'cannot-hear': 'I can’t hear you. Please read what stands here.',
  'speak-up': 'Please speak up.',
  'look-at-camera': 'Please look at the camera.',
  'come-nearer': 'Please come a little nearer.',
  'sit-back': 'Please sit back a little.',
  'glasses-on': 'Please put your glasses on.',
  'glasses-off': 'Please take your glasses off.',
  'hat-off': 'Please take your hat off.',
  'left-hand-up': 'Please lift your left hand.',
  'right-hand-up': 'Please lift your right hand.',
  'both-hands-up': 'Please lift both hands.',
  'show-palms': 'Please show both palms to the camera, fingers spread.',
  'stand-up': 'Please stand up.',
  squat: 'Please squat down and stand up again.',
  'walk-on-spot': 'Please walk on the spot.',
  'show-feet': 'Please step back, so that I can see your feet.',
  'turn-head': 'Please turn your head slowly to the left, then to the right.',
  again: 'Please do it once more.',
  'well-done': 'Very good, thank you.',
}
